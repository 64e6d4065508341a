"""Where a checkup begins: the channel by its name, and what the database knows, as far as there is one."""

from __future__ import annotations

from collections.abc import Mapping

from bot import wiring
from bot.checkup.site import Site
from bot.checkup.step import State, Step
from bot.checkup.walk import WALKS
from bot.config import ChannelSettings, Settings
from bot.errors import GridbotError
from models.database import DatabaseAway
from models.reached import Reached, reached_by


class UnknownChannelError(GridbotError):
    """No channel has this name; `step` says what to do."""

    def __init__(self, name: str, others: tuple[ChannelSettings, ...]) -> None:
        """`others`: the channels that there are."""
        known = ", ".join(one.name for one in others) or "none"
        says = f"the configuration has no channel of this name; it has {known}"
        does = f'add [[channels]] with name = "{name}" and kind = one of {", ".join(WALKS)}'
        super().__init__(says)
        self.step = Step("channel", "[[channels]]", State.OPEN, says, does)


def begin(settings: Settings, environ: Mapping[str, str], name: str, send_to: str = "") -> Site:
    """The site of a channel. Raises `UnknownChannelError`."""
    channel = next((one for one in settings.channels if one.name == name), None)
    if channel is None:
        raise UnknownChannelError(name, settings.channels)
    known = _known(settings, environ, name)
    folder = wiring.cache_dir(environ)
    return Site(settings, channel, wiring.real_time, known, folder, send_to)


def _known(settings: Settings, environ: Mapping[str, str], name: str) -> Reached | None:
    """What the database knows; None if there is none yet, or none of this version."""
    if not (settings.security.data_keys and settings.security.secret_key.get_secret_value()):
        return None
    database = wiring.open_database(settings)
    try:
        if database.revision() != database.newest_revision():
            return None
        with database.reading() as session:
            return reached_by(session, name, wiring.build_clock(settings, environ)())
    except DatabaseAway:
        return None
    finally:
        database.close()
