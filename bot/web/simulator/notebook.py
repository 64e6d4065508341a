"""The notebook: what people did since the demo began or was reset, to be written down as a story test.

For pages: `is_empty` and `story()`, the text of a test file. For the demo: `note(message)` is told of every
message that a channel receives (bot/demo/overheard.py), and `begin()` turns over a new leaf. What was heard
because of a deed is read from the outbox, whose keys name the occasion.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from bot.demo.cast import Cast
from bot.web.simulator.record import Deed, Record
from bot.web.simulator.story import write_story
from handlers.message import Message
from handlers.office import Office
from models import said

MOST = 2_000


class Notebook:
    """One recording. Every method may be called from any thread."""

    def __init__(self, office: Office, cast: Cast, clock: Callable[[], datetime]) -> None:
        """Whose words are taken down, in whose county, at whose time; nothing is noted yet."""
        self._office, self._cast, self._clock = office, cast, clock
        self._lock = Lock()
        self._deeds: dict[tuple[str, str], Deed] = {}
        self._since = 0
        self.begin()

    def begin(self) -> None:
        """Forget what was noted; what the bot has said until now belongs to nothing."""
        with self._office.database.reading() as session:
            since = said.newest_id(session)
        with self._lock:
            self._deeds.clear()
            self._since = since

    def note(self, message: Message) -> None:
        """Somebody said something; what a platform brings again is noted once."""
        with self._lock:
            if len(self._deeds) < MOST:
                deed = Deed(self._clock(), message)
                self._deeds.setdefault((message.channel, message.message_id), deed)

    @property
    def deeds(self) -> list[Deed]:
        """What was noted, in order."""
        with self._lock:
            return list(self._deeds.values())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write down."""
        return not self.deeds

    def story(self) -> str:
        """A story test of what was done, in the manner of tests/stories; it passes in their town."""
        return write_story(Record(self._office, self._cast, self.deeds, self._since).steps())
