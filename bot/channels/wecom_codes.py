"""The platform's error codes as a table: what each means, and how we react (official page 90313)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Reaction(StrEnum):
    """What is to be done about an error code."""

    RETRY = "retry"
    """Try again later."""
    RENEW = "renew"
    """Fetch another token, and try again once."""
    PAUSE = "pause"
    """Ask nothing of this call for a while; then try again."""
    STOP = "stop"
    """An administrator must mend something; ask nothing for a long while, and keep what is to be sent."""
    GIVE_UP = "give up"
    """No later try can succeed."""
    DONE = "done"
    """On a second try: the first one went through."""


@dataclass(frozen=True, slots=True)
class Code:
    """One error code. `remedy` is for the operator."""

    reaction: Reaction
    remedy: str
    pause_seconds: int = 0


MINUTE, HALF_HOUR = 60, 1800
UNKNOWN = Code(Reaction.RETRY, "an error code of which we know nothing; look it up in the platform's list")
NOT_GIVEN = Code(
    Reaction.STOP, "the platform gives no token; check corp_id, secret and trusted addresses", HALF_HOUR
)
"""Whatever unknown is said about a token: asking again and again gets the address banned for an hour."""

_TOKEN = Code(Reaction.RENEW, "the token is wrong or has run out", MINUTE)
_SECRET = Code(Reaction.STOP, "the secret is wrong; copy it from the admin console", HALF_HOUR)
_MEMBER = Code(Reaction.GIVE_UP, "no such member; correct the account in the staff list")
_OURS = Code(Reaction.GIVE_UP, "the request is wrong; this is a fault of ours")
_CORP = Code(Reaction.STOP, "the corp_id is wrong; copy it from the admin console", HALF_HOUR)
_CHAT = Code(Reaction.GIVE_UP, "no such group, or it is not ours")
_REMOVED = Code(Reaction.GIVE_UP, "the robot was removed from the group or disabled; add it again")
_RIGHT = Code(Reaction.STOP, "the application lacks a right; grant it in the admin console", MINUTE)
_ARCHIVE = Code(Reaction.STOP, "the archive is off or has run out; see to it in the console", HALF_HOUR)
_SMALL = Code(Reaction.GIVE_UP, "this call is open to corporations of at most ten people")

CODES: Mapping[int, Code] = {
    -1: Code(Reaction.RETRY, "the platform is busy"),
    40001: _TOKEN,
    40003: _MEMBER,
    40013: _CORP,
    40014: _TOKEN,
    40056: Code(Reaction.GIVE_UP, "no such agent_id; copy it from the admin console"),
    40058: _OURS,
    40091: _SECRET,
    41001: _TOKEN,
    42001: _TOKEN,
    42014: Code(Reaction.DONE, "a card of this task_id was sent before"),
    44004: _OURS,
    45002: _OURS,
    45009: Code(Reaction.PAUSE, "too many calls; it is released after the same span", MINUTE),
    45033: Code(Reaction.RETRY, "too many calls at once"),
    48002: _RIGHT,
    50001: Code(Reaction.STOP, "the redirect's domain is not trusted; enter it in the admin console", MINUTE),
    50002: _RIGHT,
    50003: Code(Reaction.STOP, "the application is disabled; enable it in the admin console", MINUTE),
    60011: Code(
        Reaction.GIVE_UP, "the member is outside the application's visible range (可见范围); widen it"
    ),
    60020: Code(Reaction.STOP, "this server's address is not trusted; add it to 企业可信IP", MINUTE),
    60111: _MEMBER,
    60140: Code(Reaction.DONE, "the response_url was used before (told by one third party only)"),
    81013: Code(Reaction.GIVE_UP, "the member cannot be reached: unknown, or outside the visible range"),
    82001: _OURS,
    86001: _CHAT,
    86003: _CHAT,
    86008: _CHAT,
    93000: _REMOVED,
    93001: Code(Reaction.GIVE_UP, "the bot may not speak first in this chat"),
    93004: _REMOVED,
    93006: _CHAT,
    93008: _REMOVED,
    93017: _OURS,
    93019: Code(Reaction.GIVE_UP, "no such bot_id; copy it from the admin console"),
    95001: Code(Reaction.GIVE_UP, "a customer may be written to five times after he wrote; call him"),
    95002: Code(Reaction.GIVE_UP, "a customer may be written to for 48 hours after he wrote; call him"),
    301042: Code(Reaction.STOP, "this server's address is not trusted by the archive; add it", MINUTE),
    301052: _ARCHIVE,
    301053: _ARCHIVE,
    301058: _OURS,
    301059: _CHAT,
    853001: _SMALL,
    853006: _SMALL,
}
TOKEN_CODES: Mapping[int, Code] = {
    **{number: CODES[number] for number in (-1, 40013, 40091, 45009, 45033, 60020)},
    40001: _SECRET,
}
"""What may be said when a token is asked for."""


def code_of(number: int) -> Code:
    """What is known about an error code of a call."""
    return CODES.get(number, UNKNOWN)


def token_code_of(number: int) -> Code:
    """What is known about an error code of the call that gives tokens."""
    return TOKEN_CODES.get(number, NOT_GIVEN)
