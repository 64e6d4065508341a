"""Context 上下文: a message read together with what its sender said just before. No database, no trace.

What alone says nothing may tell a matter with the pieces before it; what follows a report may belong to it.
The stated rule is in docs/understanding.md; which words belong to a matter, `nlp/belonging.py` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.hearing import BARE_NUMBER, SILENT, Heard, group_key
from handlers.office import Office
from handlers.recent import Key, Piece, Reported, words_of
from nlp.belonging import joined
from nlp.echo import LONGEST, echo_of
from nlp.verdict import Verdict

SURE = 0.65
"""What words must score together of which each alone says nothing."""
SHORT = 20
"""How long such words may be: what is longer is a sentence of its own."""
REGISTER, EMERGENCY = "register", "emergency"


def in_context(office: Office, heard: Heard, now: datetime) -> Heard:
    """The same message, with the pieces that tell the matter with it, or the ticket that it adds to."""
    if heard.message.recall_of is not None:
        office.memory.recent.recall(group_key(heard.message), heard.message.recall_of)
    heard = _shown(office, _with_echo(office, heard, now), now)
    if heard.adds_to is not None or not _may_be_a_piece(heard):
        return heard
    key, recent = key_of(office, heard), office.memory.recent
    own = piece_of(heard, now)
    earlier = recent.pieces(key, now, but=own.message_id)
    read = _read(office, heard, [*earlier, own], recent.reported(key, now))
    if read.verdict is None or read.verdict.decision != REGISTER:
        recent.note(key, own)
    if not (read.reports or read.adds_to or read.names_place or read.echo == ""):
        office.memory.floor.turn(key[0])
    return read


def settle(office: Office, heard: Heard, started: Reported | None, now: datetime) -> None:
    """After the commit: the words that went to a ticket are forgotten, the ticket is remembered."""
    if heard.message.group_id is None:
        return
    key, recent = key_of(office, heard), office.memory.recent
    if started is not None and not (heard.verdict and heard.verdict.sensitive):
        office.memory.floor.note(key[0], started.number, now)
    if started is not None:
        recent.note_report(key, started)
    if started is not None or heard.adds_to is not None:
        recent.settle(key, {heard.message.message_id, *(one.message_id for one in heard.pieces)}, now)


def without(office: Office, heard: Heard, gone: set[str]) -> Heard:
    """The same message without pieces that turned out to have had their effect already."""
    kept = [one for one in heard.pieces if one.message_id not in gone]
    if len(kept) == len(heard.pieces):
        return heard
    words = joined(words_of(kept))
    return replace(heard, words=words, verdict=_judge(office, heard, words), pieces=tuple(kept))


def key_of(office: Office, heard: Heard) -> Key:
    """Whose words they are: the group and the account, in the spelling by which it is compared."""
    message = heard.message
    return group_key(message), office.space(message.channel).key(message.sender_id)


def piece_of(heard: Heard, now: datetime) -> Piece:
    """The message itself as a piece."""
    return Piece(heard.message.message_id, heard.words, now, heard.message.attachments)


def _shown(office: Office, heard: Heard, now: datetime) -> Heard:
    """Pictures alone, right after a command about a ticket, go to that ticket."""
    message = heard.message
    if heard.words or heard.command or message.quote or message.recall_of or not message.attachments:
        return heard
    key, recent = key_of(office, heard), office.memory.recent
    handled = recent.handled(key, now)
    reported = next(iter(recent.reported(key, now)), None)
    if handled is None or (reported is not None and reported.at > handled.at):
        return heard
    return replace(heard, adds_to=handled.number)


def _with_echo(office: Office, heard: Heard, now: datetime) -> Heard:
    """The same message, with what it says as an echo of what was just told, or of what it quotes."""
    message, floor = heard.message, office.memory.floor
    group, quotes = group_key(message), message.quote is not None
    if heard.command or len(heard.words) > LONGEST or not (quotes or floor.told(group, now)):
        return heard
    echo = echo_of(heard.words)
    if echo is None or quotes:
        return replace(heard, echo=echo)
    if BARE_NUMBER.fullmatch(heard.words) and office.memory.others_count(group, message.sender_id, now):
        return heard  # 接龙
    told = floor.told(group, now) if echo else floor.last(group, now)
    return replace(heard, echo=echo, just_told=tuple(told)) if told else heard


def _may_be_a_piece(heard: Heard) -> bool:
    message = heard.message
    if message.group_id is None or message.recall_of is not None or heard.command is not None:
        return False
    return bool(heard.words or message.attachments) and not BARE_NUMBER.fullmatch(heard.words)


def _read(office: Office, heard: Heard, pieces: Sequence[Piece], reported: Sequence[Reported]) -> Heard:
    whole = _as_one(office, heard, pieces)
    if whole is None and not heard.words:
        return replace(heard, adds_to=reported[0].number) if reported else heard
    if whole is not None and _is_new(whole, reported):
        return whole
    adding = _added_to(office, heard, whole, reported)
    return heard if adding is None else replace(heard, adds_to=adding.number)


def _as_one(office: Office, heard: Heard, pieces: Sequence[Piece]) -> Heard | None:
    """The pieces as one report, without those that have nothing to do with it; None if they are none."""
    own = pieces[-1]
    if not own.words:
        return None
    sure = heard.verdict is not None and heard.verdict.decision == REGISTER
    told = [one for one in pieces if one is own or (one.words and not office.is_chatter(one.words))]
    if not sure:
        told = [one for one in told if len(one.words) <= SHORT]
    verdict = heard.verdict if sure else _judge(office, heard, joined(words_of(told)))
    if verdict is None or verdict.category is None or not (sure or _lifts(heard, verdict)):
        return None
    belong = office.belonging(words_of(told), verdict.category)
    kept = [one for one, is_part in zip(told, belong, strict=True) if is_part or (one is own and sure)]
    if own not in kept:
        return None
    words = joined(words_of(kept))
    final = _judge(office, heard, words)
    graver = final.urgency == EMERGENCY or (heard.verdict and heard.verdict.urgency != EMERGENCY)
    if not (_lifts(heard, final) and graver):
        return replace(heard, pieces=(own,)) if sure else None
    shown = [one for one in pieces if one in kept or not one.words]
    return replace(heard, words=words, verdict=final, pieces=tuple(shown))


def _lifts(heard: Heard, verdict: Verdict) -> bool:
    """Whether pieces together are surely a report; if the last alone may be one, it takes less."""
    unsure = heard.verdict is not None and heard.verdict.decision != SILENT
    return verdict.decision == REGISTER and (unsure or verdict.score >= SURE)


def _is_new(whole: Heard, reported: Sequence[Reported]) -> bool:
    """Whether a report is another matter than those that its speaker has just reported."""
    category = whole.verdict.category if whole.verdict else None
    emergency = whole.verdict is not None and whole.verdict.urgency == EMERGENCY
    return all(one.category != category for one in reported) and not (emergency and reported)


def _added_to(
    office: Office, heard: Heard, whole: Heard | None, reported: Sequence[Reported]
) -> Reported | None:
    """The report just made to which words belong: they report the same again, or add to it."""
    verdict = (whole or heard).verdict
    if verdict is not None and verdict.decision != SILENT:
        same = next((one for one in reported if one.category == verdict.category), None)
        return same or (reported[0] if reported and verdict.urgency == EMERGENCY else None)
    if not heard.words:
        return None
    return next((one for one in reported if office.adds_to(heard.words, one.category)), None)


def _judge(office: Office, heard: Heard, words: str) -> Verdict:
    message = heard.message
    return office.classify(words, (message.channel, message.group_id or ""))
