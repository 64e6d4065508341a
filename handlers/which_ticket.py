"""指代: which ticket a command means: its number, else the one quoted, else the only one it can apply to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from handlers.actions import guard
from handlers.desk import Desk
from handlers.hearing import TICKET_NUMBER, Heard
from handlers.refusal import Refusal
from handlers.wording import excerpt, listing
from models import joiner, merging, question
from models import ticket as tickets
from models.moves import MOVES, Action
from models.receipt import receipt_of
from models.ticket import Awaiting, Status, Ticket

REACH = 100
"""So many requests at most are looked through for the one that is meant."""
FOLLOWING = {
    Action.SATISFIED,
    Action.MOSTLY_SATISFIED,
    Action.PARTLY_SOLVED,
    Action.UNSATISFIED,
    Action.SUPPLEMENT,
}
"""What a reporter says of a ticket that was merged is meant for the one that lives."""


def meant(heard: Heard, desk: Desk, action: Action) -> list[Ticket]:
    """The tickets a command is about; never empty.

    `Refusal` if a number is unknown, if nothing fits, or if several fit equally: then they are listed.
    """
    found = named(heard, desk)
    if action in FOLLOWING:
        found = [merging.survivor(desk.session, one) for one in found]
    return found or [_only(heard, desk, action)]


def named(heard: Heard, desk: Desk) -> list[Ticket]:
    """The tickets named by number or by quote; empty if none is named."""
    numbers = heard.command.numbers if heard.command else ()
    found = [_by_number(desk, number) for number in numbers]
    return found or quoted(heard, desk)


def quoted(heard: Heard, desk: Desk) -> list[Ticket]:
    """The ticket of the quoted message: by the number in its words, or because it started the ticket."""
    quote = heard.message.quote
    if quote is None:
        return []
    number = TICKET_NUMBER.search(quote.text)
    if number:
        return [_by_number(desk, int(number.group(1)))]
    receipt = quote.message_id and receipt_of(desk.session, heard.message.channel, quote.message_id)
    found = tickets.by_number(desk.session, receipt.ticket) if receipt and receipt.ticket else None
    return [found] if found else []


def candidates(desk: Desk, action: Action) -> list[Ticket]:
    """The tickets of this chat that the speaker could take an action on, newest first."""
    statuses = MOVES[action].frm
    reach = {one.number: one for one in _in_reach(desk, statuses)}
    if action in FOLLOWING:
        merged = (merging.survivor(desk.session, one) for one in _in_reach(desk, (Status.MERGED,)))
        reach |= {one.number: one for one in merged if one.status in statuses}
    found = [one for one in reach.values() if guard.fits(desk, one, action)]
    mine = [one for one in found if one.handler_id == desk.speaker.person_id]
    fits = _FITS.get(action)
    return [one for one in (mine if action is Action.CLAIM and mine else found) if fits is None or fits(one)]


def _only(heard: Heard, desk: Desk, action: Action) -> Ticket:
    found = candidates(desk, action)
    label = MOVES[action].label
    if not found:
        raise Refusal(f"没有可以{label}的工单，请带上编号。", if_pointed=True)
    if len(found) > 1:
        verb, _, rest = heard.words.partition(" ")
        example = f"{verb[:6]} {found[0].number} {excerpt(rest, 8)}".strip()
        raise too_many(found, example)
    return found[0]


def too_many(found: Sequence[Ticket], example: str) -> Refusal:
    """What is said where several tickets can be meant."""
    count = f"有{len(found)}件" if len(found) < REACH else f"有{REACH}件以上"
    return Refusal(listing(count, list(found), f"请带编号回复，例：{example}"))


def _by_number(desk: Desk, number: int) -> Ticket:
    found = tickets.by_number(desk.session, number)
    if found is None:
        raise Refusal(f"没有【{number}号】工单，请核对编号。")
    return found


def _in_reach(desk: Desk, statuses: tuple[Status, ...]) -> list[Ticket]:
    session, speaker = desk.session, desk.speaker
    if desk.group is not None:
        return list(tickets.of_group(session, desk.group.id or 0, statuses))
    found: dict[int, Ticket] = {}
    if speaker.identity is not None:
        me = speaker.identity.id or 0
        found |= {one.number: one for one in tickets.of_reporter(session, me, statuses)}
        found |= {one.number: one for one in joiner.tickets_of(session, [me], statuses)}
    if speaker.person_id is not None:
        found |= {one.number: one for one in tickets.of_handler(session, speaker.person_id, statuses)}
        found |= {one.number: one for one in question.asked_tickets(session, speaker.person_id, desk.now)}
    for post in speaker.posts:
        found |= {one.number: one for one in tickets.awaiting_approval(session, post.path, REACH)}
    return sorted(found.values(), key=lambda one: one.number, reverse=True)


_FITS: dict[Action, Callable[[Ticket], bool]] = {
    Action.APPROVE: lambda one: one.awaiting == Awaiting.APPROVAL,
    Action.RETURN: lambda one: one.awaiting == Awaiting.APPROVAL,
    Action.RESOLVE: lambda one: one.awaiting != Awaiting.APPROVAL,
}
