"""Files 照片和附件: the timeline tells that they came, a worker fetches them, the ticket keeps them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from handlers.desk import Desk
from handlers.message import Attachment, Message
from handlers.wording import mark
from models import attachment, event, merging
from models.attachment import Settlement, State
from models.moves import Action
from models.outbox import Outgoing
from models.receipt import Receipt
from models.ticket import IN_WORK, Status, Ticket

KINDS = {"image": "照片", "video": "视频", "voice": "语音", "audio": "语音"}
"""What came with a message, in the users' word; anything else is 文件."""
UNITS = {"照片": "张"}
FETCHED = ("image", "file")
"""What is fetched and kept; of the others the timeline tells that they came."""
BRING = {
    Action.CONFIRM,
    Action.CLAIM,
    Action.RESOLVE,
    Action.REQUEST_APPROVAL,
    Action.RETURN,
    Action.UNSATISFIED,
    Action.MOSTLY_SATISFIED,
    Action.PARTLY_SOLVED,
    Action.SATISFIED,
    Action.REVISIT,
    Action.REVISIT_CLOSED,
    Action.RELAPSE,
    Action.ATTEND,
    Action.ATTEMPT,
    Action.AGREE,
    Action.MEDIATE,
    Action.COURT,
    Action.SUPPLEMENT,
    Action.PLACE,
    Action.ARRIVE,
    Action.MEASURE,
    Action.OUTCOME,
    Action.ESCALATE,
    Action.TRANSFER,
    Action.ASSIGN,
    Action.ATTACH,
}
"""Steps by which whoever takes them may show something: pictures with such a command go to its ticket."""
NO_MORE = {
    Action.CONFIRM,
    Action.CLAIM,
    Action.ASSIGN,
    Action.RETURN,
    Action.SATISFIED,
    Action.MOSTLY_SATISFIED,
    Action.ESCALATE,
    Action.TRANSFER,
}
"""Of these, the steps after which a picture in a message of its own is talk."""


def note_files(desk: Desk, ticket: Ticket, message_id: str, files: Sequence[Attachment]) -> None:
    """Write files of a message into the timeline: count and kind, and sealed, where they lie; queue them."""
    counts = dict(sorted(Counter(one.kind for one in files).items()))
    where = json.dumps([{"kind": one.kind, "url": one.url} for one in files], ensure_ascii=False)
    desk.record(ticket, Action.ATTACH, note=where, files=counts)
    room = max(0, desk.office.files_per_ticket - attachment.count(desk.session, ticket.number))
    wanted = [(n, one) for n, one in enumerate(files) if one.kind in FETCHED and one.url][:room]
    rows = [_row(desk, ticket, (message_id, n), one) for n, one in wanted]
    attachment.add(desk.session, rows)


def may_bring(desk: Desk) -> bool:
    """Whether what was done is about one ticket, and such that something may be shown with it."""
    step = desk.last_event
    return len(desk.touched) == 1 and step is not None and step.action in BRING


def may_follow(desk: Desk) -> bool:
    """Whether pictures alone, in the two minutes after it, belong to what was done."""
    return may_bring(desk) and desk.last_event is not None and desk.last_event.action not in NO_MORE


def note_with_command(desk: Desk, message: Message) -> None:
    """Pictures that came with a command go to the ticket it was about, if it was about one."""
    if not message.attachments or not may_bring(desk):
        return
    ticket = desk.session.get_one(Ticket, desk.touched[0])
    desk.note_source(message.message_id)
    note_files(desk, ticket, message.message_id, message.attachments)


def erase_files(desk: Desk, receipt: Receipt) -> None:
    """A message was taken back: its files go, with what the timeline tells of where they lie."""
    for row in attachment.of_message(desk.session, receipt.channel, receipt.message_id):
        event.erase_note(desk.session, row.event_id or 0)
        desk.has_effect = True


def settle(desk: Desk, result: Settlement) -> list[Outgoing]:
    """Write what came of a try; the handler hears once of a message's files that cannot be had."""
    if not attachment.settle(desk.session, result) or result.state == State.QUEUED:
        return []
    row = desk.session.get_one(attachment.Attachment, result.attachment_id, populate_existing=True)
    rows = [] if row.event_id is None else attachment.of_event(desk.session, row.event_id)
    if any(one.state in attachment.WAITING for one in rows):
        return []
    lost = [Attachment(one.kind, "") for one in rows if one.state == State.FAILED]
    ticket = desk.session.get_one(Ticket, row.ticket)
    if not lost or Status(ticket.status) not in IN_WORK:
        return []
    text = f"{mark(ticket)}有{told(lost)}没能取到，需要时请发的人重发"
    said = desk.tell(desk.person(ticket.handler_id), text, ticket)
    return [one.named(f"files:{row.event_id}") for one in said]


def told(files: Sequence[Attachment]) -> str:
    """How many of which kind: 照片2张、文件1个."""
    counts = Counter(KINDS.get(one.kind, "文件") for one in files)
    return "、".join(f"{kind}{count}{UNITS.get(kind, '个')}" for kind, count in counts.items())


def kept(desk: Desk, ticket: Ticket) -> str:
    """How many photos a ticket has, with those of what was merged into it: 照片2张; empty if none."""
    counts = attachment.pictures(desk.session, [one.number for one in merging.family(desk.session, ticket)])
    return _counted(sum(one for one, _ in counts.values()), sum(one for _, one in counts.values()))


def kept_of_each(desk: Desk, listed: Sequence[Ticket]) -> dict[int, str]:
    """The same of many tickets at once, each without what was merged into it; of those that have any."""
    found = attachment.pictures(desk.session, [one.number for one in listed])
    told_of = {number: _counted(*counts) for number, counts in found.items()}
    return {number: text for number, text in told_of.items() if text}


def _counted(count: int, lost: int) -> str:
    """Of those that could not be had it tells, too: whoever handles it now may not have heard."""
    if not lost:
        return f"照片{count}张" if count else ""
    return f"照片{count}张，另有{lost}张没取到"


def _row(desk: Desk, ticket: Ticket, occasion: tuple[str, int], file: Attachment) -> attachment.Attachment:
    message_id, position = occasion
    return attachment.Attachment(
        ticket=ticket.number,
        event_id=desk.last_event.id if desk.last_event else None,
        channel=desk.speaker.channel,
        message_id=message_id,
        position=position,
        kind=file.kind,
        url=file.url,
        at=desk.now,
    )
