"""`gridbot evaluate`: what it prints, and how it refuses a file that is not labelled."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.bot.county import run

REPORT = "3栋楼上半夜放音响，说了几次都不听，吵得睡不着"
ROWS: list[dict[str, Any]] = [
    {"text": REPORT, "kind": "dispute", "category": "neighbor", "source": "ours", "urgency": "normal"},
    {"text": "今天天气真好", "kind": "none", "category": None, "tag": "chitchat", "source": "theirs"},
    {"text": "家里停水三天了没人管", "kind": "none", "tag": "mislabelled"},
    {
        "text": "救命啊，三楼着火了，快来人",
        "kind": "service",
        "category": "public_safety",
        "urgency": "emergency",
    },
]


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), encoding="utf-8")
    return file


def test_the_document_has_every_figure(file: Path) -> None:
    """Figures with intervals, sources, decisions, the curve, and the worst rows with their words."""
    found = json.loads(run("evaluate", str(file), "--json").stdout)
    assert found["rows"] == 4
    assert found["urgency"]["danger_recall"] == 1.0
    assert found["sources"].keys() == {"ours", "theirs"}
    assert found["curve"][0].keys() == {"threshold", "taken", "precision", "recall", "false_alarms"}
    alarm = found["worst_false_alarms"][0]
    assert (alarm["row"], alarm["text"], alarm["true"]) == (3, ROWS[2]["text"], "mislabelled")
    assert "停水" in {word["term"] for word in alarm["evidence"]}
    low, high = found["intervals"]["report_recall"]
    assert low < found["report_recall"] <= high


def test_the_table_has_as_much_as_is_asked_for(file: Path) -> None:
    """The worst rows unless nobody wants them, the curve if somebody does."""
    whole = run("evaluate", str(file), "--curve").stdout
    assert "Worst false alarms" in whole
    assert "neighbor 邻里" in whole
    assert "If a report began at" in whole
    short = run("evaluate", str(file), "--worst", "0").stdout
    assert "Worst" not in short
    assert "If a report began at" not in short
    assert run("evaluate", str(file), "--worst", "-1").exit_code == 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("not json", "not a JSON object with text and kind"),
        ("[1]", "not a JSON object with text and kind"),
        ('{"kind": "none"}', "text is missing or no string"),
        ('{"text": "好"}', "kind is null, not one of dispute, none, report, service"),
        ('{"text": "好", "kind": ["none"]}', 'kind is ["none"], not one of'),
        ('{"text": "好", "kind": "矛盾"}', 'kind is "矛盾", not one of'),
        ('{"text": "好", "kind": "service", "category": "lamps"}', 'category is "lamps", not one of'),
        ('{"text": "好", "kind": "none", "category": "labor"}', "kind none has no category"),
        ('{"text": "好", "kind": "none", "urgency": "high"}', 'urgency is "high", not one of'),
        ('{"text": "好", "kind": "none", "tag": 3}', "tag is no string"),
    ],
)
def test_a_bad_row_is_told_with_its_line(file: Path, line: str, reason: str) -> None:
    """One sentence, before anything is judged; blank lines count, as an editor counts them."""
    file.write_text(f"{json.dumps(ROWS[1])}\n\n{line}\n{line}\n", encoding="utf-8")
    refused = run("evaluate", str(file), "--json")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith(f"gridbot: {file}, line 3: ")
    assert reason in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_long_run_shows_how_far_it_is_on_a_terminal_only(tmp_path: Path) -> None:
    """The bar goes to standard error, and only where it is a terminal; the figures stay clean."""
    file = tmp_path / "long.jsonl"
    file.write_text('{"text": "好的", "kind": "none"}\n' * 600, encoding="utf-8")
    command = [sys.executable, "-m", "bot", "evaluate", str(file), "--json"]
    ours, theirs = pty.openpty()
    seen = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=theirs, check=True, env=os.environ | {"TERM": "xterm"}
    )
    os.close(theirs)
    shown = os.read(ours, 65_536).decode("utf-8", "replace")
    os.close(ours)
    assert "Judging" in shown
    assert json.loads(seen.stdout)["rows"] == 600
    quiet = run("evaluate", str(file), "--json")
    assert (quiet.stderr, json.loads(quiet.stdout)["rows"]) == ("", 600)
