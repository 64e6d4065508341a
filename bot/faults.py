"""How a fault of ours is told without telling anybody's words: an exception's text may quote a message."""

from __future__ import annotations

import traceback
from pathlib import Path

HOUSE = Path(__file__).parent.parent
ROOMS = frozenset({"bot", "handlers", "models", "schedules", "nlp"})


def told(error: BaseException) -> str:
    """The kind of an exception and where in our code it arose: `KeyError at nlp/pack.py:12`."""
    places = [
        f"{path.relative_to(HOUSE)}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if (path := Path(frame.filename)).is_relative_to(HOUSE) and path.relative_to(HOUSE).parts[0] in ROOMS
    ]
    return f"{type(error).__name__} at {places[-1]}" if places else type(error).__name__
