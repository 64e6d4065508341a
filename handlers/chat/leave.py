"""不是: what was taken for another's matter is not the same; it leaves the ticket, or is one of its own."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import which_ticket
from handlers.actions import joining, where
from handlers.actions.undo import COUNTS
from handlers.commands import LEXICON, Command, Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.recent import Piece
from handlers.refusal import Refusal
from handlers.wording import in_danger, mark
from models import joiner, question, undo
from models import ticket as tickets
from models.attachment import forget_aside
from models.joiner import Joiner
from models.outbox import Outgoing
from models.ticket import Ticket, Urgency
from models.undo import Final
from nlp.belonging import joined

NOT_SO = "不是"
UNDO = LEXICON[Verb.UNDO][1][0]


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Let the speaker's words leave the ticket that they joined; None if they joined none."""
    command = heard.command
    if command is None or desk.speaker.identity is None:
        return None
    row = None
    if command.verb is Verb.UNDO:
        row = next(iter(_undoable(desk, command)), None)
    elif command.verb is Verb.WITHDRAW:
        row = next((one for one in _named(heard, desk, command) if not _is_own(desk, one)), None)
    elif command.verb is Verb.PICK and heard.words.startswith(NOT_SO):
        row = _denied(heard, desk, command)
    if row is not None and command.verb is Verb.UNDO and _only_adds(desk, row):
        return _take_back(heard, desk, row)
    return None if row is None else _leave(heard, desk, row, anew=command.verb is not Verb.WITHDRAW)


def how_to_leave(desk: Desk) -> str:
    """What the speaker says to leave: whoever is being asked something else has another meaning for 不是."""
    me = desk.speaker.person_id
    asked = question.open_for(desk.session, me, desk.now) if me is not None else []
    return UNDO if asked else NOT_SO


def _undoable(desk: Desk, command: Command) -> Sequence[Joiner]:
    """What joined last, if that was the speaker's last deed."""
    last = undo.last_deed(desk.session, desk.speaker.actor)
    if last is None or last.final != Final.JOINED or desk.now - last.at >= COUNTS:
        return []
    return [one for one in _mine(desk)[:1] if command.numbers in ((), (one.ticket,))]


def _denied(heard: Heard, desk: Desk, command: Command) -> Joiner | None:
    """What 不是 is about: the ticket named or quoted, else what joined here within ten minutes."""
    named = {one.ticket for one in _named(heard, desk, command)}
    found = _named(heard, desk, command) if _names(heard, desk, command) else _lately(desk)
    if not found:
        return None
    me = desk.speaker.person_id
    asked = question.open_for(desk.session, me, desk.now) if me is not None else []
    if any(one.ticket in named for one in asked):
        return None  # the owner's answer to his question
    if asked and not named:
        raise Refusal(f"有{1 + len(asked)}件等您回：要撤出【{found[0].ticket}号】请回复 {UNDO}，别的请带编号")
    numbers = sorted({one.ticket for one in found})
    if len(numbers) > 1:
        meant = [one for number in numbers if (one := tickets.by_number(desk.session, number))]
        raise which_ticket.too_many(meant, f"{NOT_SO} {numbers[-1]}")
    return found[0]


def _names(heard: Heard, desk: Desk, command: Command) -> set[int]:
    return set(command.numbers) or {one.number for one in which_ticket.quoted(heard, desk)}


def _named(heard: Heard, desk: Desk, command: Command) -> Sequence[Joiner]:
    """By what the speaker takes part in the tickets that are named or quoted."""
    names = _names(heard, desk, command)
    return [one for one in _mine(desk) if one.ticket in names] if names else []


def _lately(desk: Desk) -> Sequence[Joiner]:
    """What the speaker joined by here within ten minutes; in private, by anywhere."""
    here = None if desk.group is None else desk.group.id
    return [one for one in _mine(desk) if desk.now - one.at < COUNTS and here in (None, one.chat_group_id)]


def _is_own(desk: Desk, row: Joiner) -> bool:
    ticket = tickets.by_number(desk.session, row.ticket)
    return ticket is not None and desk.reported(ticket)


def _mine(desk: Desk) -> Sequence[Joiner]:
    known = desk.speaker.identity
    return joiner.of_identities(desk.session, where.identities(desk, known)) if known else []


def _only_adds(desk: Desk, row: Joiner) -> bool:
    """Whether the words add to a matter that the speaker had joined, or reported, before."""
    before = [one for one in _mine(desk) if one.ticket == row.ticket and one.id != row.id]
    return not row.reports and bool(before)


def _take_back(heard: Heard, desk: Desk, row: Joiner) -> list[Outgoing]:
    """What was added last goes, and whoever added it stays."""
    ticket, _, told = joining.leave(desk, row)
    desk.final = Final.UNDONE
    return [desk.reply(heard, f"{mark(ticket)}刚才补充的话已删除", ticket), *told]


def _leave(heard: Heard, desk: Desk, row: Joiner, *, anew: bool) -> list[Outgoing]:
    rows = [row] if _is_own(desk, row) else [one for one in _mine(desk) if one.ticket == row.ticket][::-1]
    first = next((one for one in rows if one.reports), None) if anew else None
    if first is not None:
        tickets.in_turn(desk.session)  # before the ticket is changed, as whoever joins does
    files = tuple(one for row in rows for one in joining.take_files(desk, row)) if first else ()
    ticket, words, told = _leave_all(desk, rows)
    desk.final = Final.UNDONE
    if first is None or not words:
        forget_aside(desk.session)
        return [desk.reply(heard, f"好的，已从{mark(ticket)}撤出", ticket), *told]
    piece = Piece(first.message_id, words, first.at, files)
    opened, asked = joining.open_anew(desk, first, ticket, piece)
    forget_aside(desk.session)
    said = [desk.reply(heard, f"已另登记{mark(opened)}", opened)]
    if opened.urgency == Urgency.EMERGENCY:
        said.append(in_danger(heard, desk, opened))
    return [*said, *asked, *where.ask_if_missing(desk, opened), *told]


def _leave_all(desk: Desk, rows: Sequence[Joiner]) -> tuple[Ticket, str, list[Outgoing]]:
    """All that somebody said of a matter leaves it; its handler hears so once."""
    left = [joining.leave(desk, row) for row in rows]
    ticket, _, told = left[-1]
    return ticket, joined(words for _, words, _ in left), told
