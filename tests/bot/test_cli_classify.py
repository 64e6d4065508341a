"""classify as others pipe into it: in blocks, yet nobody waits for an answer that could be given."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest


@pytest.fixture
def classifying() -> Iterator[subprocess.Popen[bytes]]:
    """The command as a process of its own, with both ends of its pipes in our hands."""
    command = [sys.executable, "-m", "bot", "classify"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield process
        process.kill()


def test_a_line_is_answered_before_the_next_is_written(classifying: subprocess.Popen[bytes]) -> None:
    """A consumer that writes one line and waits for its answer gets it, also for half a line and its rest."""
    assert classifying.stdin is not None
    assert classifying.stdout is not None
    for pieces in (["路灯坏了三天没人修\n"], ["早上好\n"], ["家里停水", "三天了没人管\n"]):
        for piece in pieces:
            classifying.stdin.write(piece.encode())
            classifying.stdin.flush()
        assert json.loads(classifying.stdout.readline())["decision"] in ("register", "silent")


def test_many_lines_come_back_in_order_and_the_last_needs_no_end(
    classifying: subprocess.Popen[bytes],
) -> None:
    """More than a block holds, a line longer than a block among them."""
    lines = ["路灯坏了三天没人修", "早上好"] * 3_000 + ["好" * 100_000, "家里停水三天了没人管"]
    out, _ = classifying.communicate("\n".join(lines).encode())
    rows = [json.loads(line) for line in out.splitlines()]
    assert len(rows) == len(lines)
    assert [row["category"] for row in rows[:2]] == ["roads_transport", None]
    assert [row["category"] for row in rows[-3:]] == [None, None, "utilities"]
