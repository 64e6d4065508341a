"""The gate: pieces of work pass, and stand still while the ground is changed under them (a demo's reset)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Gate:
    """Open but for moments. Every method may be called from any thread."""

    def __init__(self) -> None:
        """Begin open, with nobody inside."""
        self._changed = Condition()
        self._inside = 0
        self._is_closed = False

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Do a piece of work inside; waits while the gate is closed. Not to be nested."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_closed)
            self._inside += 1
        try:
            yield
        finally:
            self.leave()

    def stay(self, count: int) -> None:
        """Whoever is inside leaves so many pieces of work there, to be ended by `leave` each."""
        with self._changed:
            self._inside += count

    def leave(self) -> None:
        """A piece of work is done."""
        with self._changed:
            self._inside -= 1
            self._changed.notify_all()

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Let nobody in, and go on once everybody is out; one at a time."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_closed)
            self._is_closed = True
            self._changed.wait_for(lambda: not self._inside)
        try:
            yield
        finally:
            with self._changed:
                self._is_closed = False
                self._changed.notify_all()
