"""What is built of a pack is built once, and anew when a file has changed."""

from __future__ import annotations

from pathlib import Path

from nlp.classifier import Classifier, build_classifier
from nlp.pack import read_pack
from nlp.rulepack import Texts
from nlp.sieve import sieve_of

_WORD = 'code = "utilities"\n[strong]\n"4.5" = ["{word}"]\n'


def _pack(word: str) -> Texts:
    return Texts("a county", {"utilities.toml": _WORD.format(word=word)})


def test_the_same_texts_are_one_pack_and_one_sieve() -> None:
    """Whoever judges by the same rules shares what is built of them."""
    assert read_pack() is read_pack()
    assert read_pack([_pack("水表飞转")]) is read_pack([_pack("水表飞转")])
    assert sieve_of(read_pack()) is sieve_of(read_pack())


def test_other_texts_are_another_pack(tmp_path: Path) -> None:
    """A changed file is in use at the next building, and the classifier before it keeps its own."""
    file = tmp_path / "utilities.toml"
    file.write_text(_WORD.format(word="水表飞转"), encoding="utf-8")
    before = build_classifier([tmp_path])
    file.write_text(_WORD.format(word="电表飞转"), encoding="utf-8")
    after = build_classifier([tmp_path])
    said = {text: (_terms(before, text), _terms(after, text)) for text in ("水表飞转", "电表飞转")}
    assert said == {"水表飞转": (True, False), "电表飞转": (False, True)}


def _terms(classifier: Classifier, text: str) -> bool:
    told = classifier.explain(text).evidence
    return any(one.term == text and one.rule == "utilities.strong" for one in told)
