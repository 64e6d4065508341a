"""The gate: work passes, and stands still while the ground is changed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from bot.gate import Gate

PATIENCE = 10.0


def test_closing_waits_for_what_is_inside_and_keeps_the_rest_out() -> None:
    """Whoever closes goes on when the last has left; whoever comes meanwhile goes on when it opens."""
    gate, entered, leave, order = Gate(), Event(), Event(), list[str]()

    def work() -> None:
        with gate.passing():
            entered.set()
            leave.wait(PATIENCE)
            order.append("work")

    def change() -> None:
        with gate.closed():
            order.append("change")

    def late() -> None:
        with gate.passing():
            order.append("late")

    with ThreadPoolExecutor() as pool:
        done = [pool.submit(work)]
        assert entered.wait(PATIENCE)
        done.append(pool.submit(change))
        leave.set()
        for one in done:
            one.result(PATIENCE)
        pool.submit(late).result(PATIENCE)
    assert order == ["work", "change", "late"]


def test_what_stays_inside_is_waited_for() -> None:
    """A claim leaves its messages inside until each is settled."""
    gate, changed = Gate(), Event()
    with gate.passing():
        gate.stay(2)

    def change() -> None:
        with gate.closed():
            changed.set()

    with ThreadPoolExecutor() as pool:
        done = pool.submit(change)
        gate.leave()
        assert not changed.is_set()
        gate.leave()
        done.result(PATIENCE)
    assert changed.is_set()


@pytest.mark.parametrize("way", ["closed", "passing"])
def test_it_opens_again_after_a_fault(way: str) -> None:
    """A change that fails, and work that fails, leave the gate open and empty."""
    gate, was_there = Gate(), []
    with pytest.raises(ValueError, match="a fault"), getattr(gate, way)():
        raise ValueError("a fault")
    with gate.closed():
        was_there.append("closed")
    with gate.passing():
        was_there.append("passing")
    assert was_there == ["closed", "passing"]
