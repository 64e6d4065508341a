"""What the platform refuses: its error code, what it means for us, and how an operator is told."""

from __future__ import annotations

import structlog

from bot.channels.channel import ChannelError
from bot.channels.wecom_codes import Code, Reaction

log = structlog.get_logger(__name__)


class Refused(Exception):  # noqa: N818  an answer, not a fault
    """The platform answered with an error code."""

    def __init__(self, number: int, address: str) -> None:
        """`address`: ours as the platform sees it, if it told."""
        super().__init__(str(number))
        self.number = number
        self.address = address


class PlatformRefused(ChannelError):  # noqa: N818  an answer, not a fault
    """A call was refused with an error code, for which there is a remedy."""

    def __init__(self, refused: Refused, code: Code, call: str) -> None:
        """`call`: which one, such as "gettoken"."""
        super().__init__(str(refused.number), permanent=code.reaction is Reaction.GIVE_UP)
        self.number = refused.number
        self.our_address = refused.address
        self.remedy = code.remedy
        self.call = call


def log_refusal(channel: str, error: PlatformRefused) -> None:
    """Tell the operator; no word of the message, and no secret."""
    log.error(
        "platform_refused",
        channel=channel,
        call=error.call,
        code=error.number,
        remedy=error.remedy,
        our_address=error.our_address or None,
    )
