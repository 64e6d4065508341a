"""Logs and last words: one JSON object a line, and never what somebody said."""

from __future__ import annotations

import json
import logging
from io import StringIO

import pytest

from bot.cli.shell import tell_fault
from bot.faults import told
from bot.logs import logging_config
from bot.wiring import build_clock

WORDS = "张三欠李四工钱"


@pytest.fixture(name="lines")
def _lines() -> StringIO:
    """What our form of log writes for a logger of the standard library."""
    return StringIO()


def _logger(lines: StringIO) -> logging.Logger:
    settings = dict(logging_config()["formatters"]["json"])
    made = settings.pop("()")(**settings)
    handler = logging.StreamHandler(lines)
    handler.setFormatter(made)
    logger = logging.getLogger("a.library")
    logger.handlers[:] = [handler]
    return logger


def test_a_librarys_line_is_one_json_object(lines: StringIO) -> None:
    """With level, name and time beside what it says."""
    _logger(lines).warning("waited %s seconds", 3)
    row = json.loads(lines.getvalue())
    assert (row["event"], row["level"], row["logger"]) == ("waited 3 seconds", "warning", "a.library")
    assert row["timestamp"].endswith("Z")


def test_a_traceback_is_cut_to_the_kind_of_the_error(lines: StringIO) -> None:
    """An exception's words may quote a message."""
    try:
        raise KeyError(WORDS)
    except KeyError:
        _logger(lines).exception("a request failed")
    assert json.loads(lines.getvalue())["error"] == "KeyError"
    assert WORDS not in lines.getvalue()
    assert lines.getvalue().count("\n") == 1


def test_a_fault_is_told_by_kind_and_place(capsys: pytest.CaptureFixture[str]) -> None:
    """Where in our code it arose, in one line, without its words."""
    with pytest.raises(AttributeError) as caught:
        build_clock(WORDS, {"GRIDBOT_CLOCK": "2026-03-02"})  # type: ignore[arg-type]
    assert told(caught.value).startswith("AttributeError at bot/wiring.py:")
    tell_fault(KeyError, KeyError(WORDS), None)
    said = capsys.readouterr().err
    assert (said.count("\n"), "KeyError" in said, WORDS in said) == (1, True, False)
