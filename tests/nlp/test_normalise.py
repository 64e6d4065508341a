"""Each trap of spelling, one by one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.classifier import Classifier
from nlp.normalise import normalise

TRAPS = [
    ("３栋２单元", "3栋2单元"),
    ("ＫＴＶ吵死人", "KTV吵死人"),
    ("停\u200b水\u200d了\ufeff", "停水了"),
    ("停\u00ad水", "停水"),
    ("停水\u202e了", "停水了"),
    ("家裡停電了", "家里停电了"),
    ("樓上漏水", "楼上漏水"),
    ("停 水 了", "停水了"),
    ("停水了😭😭快来", "停水了 快来"),
    ("停水\ufe0f", "停水"),
    ("路灯\t坏了\r\n没人修", "路灯 坏了 没人修"),
    ("路灯\x00坏了\x1b", "路灯 坏了"),
    ("路灯\u3000坏了", "路灯 坏了"),
    ("坏了\ud800", "坏了"),
    ("㎡", "m2"),
    ("①号楼", "1号楼"),
    ("ﬁne", "fine"),
    ("停̈水́", "停水"),
    ("  好的  谢谢 ", "好的 谢谢"),
    ("", ""),
]


@pytest.mark.parametrize(("written", "meant"), TRAPS)
def test_a_trap_of_spelling_is_undone(written: str, meant: str) -> None:
    """Width, script, spacing, invisible and broken characters."""
    assert normalise(written) == meant


@pytest.mark.parametrize(
    "text", ["家 里 停 水 了", "家裡停水了", "家里停\u200b水了", "家里停水了💧💧", "家里\u3000停水了"]
)
def test_a_disguised_report_is_still_heard(classifier: Classifier, text: str) -> None:
    """The rules are written once."""
    assert classifier.classify(text).category == "utilities"


@given(st.text(st.characters(exclude_categories=()), max_size=400))
def test_any_text_is_normalised_once_and_for_all(text: str) -> None:
    """It never fails, and a second time changes nothing."""
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize("char", ["\u0301", "停 ", "\ufdfa", "😀", "\ud83d", "a\u0327\u0301"])
def test_normalising_is_linear(char: str) -> None:
    """64 KiB of the worst characters take no longer than they are many."""
    text = char * (65_536 // len(char))
    started = time.process_time()
    normalise(text)
    assert time.process_time() - started < 1.0
