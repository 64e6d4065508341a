"""The agreement 调解协议 as a party sees it, and as it is printed, with who has signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from handlers.desk import Desk
from handlers.papers.blocks import Block, Heading, Paragraph, Picture, Signature, Title
from handlers.papers.names import Calling
from handlers.papers.wording import full_day
from handlers.wording import clock
from models import mediation, signature
from models.mediation import Mediation
from models.signature import State
from models.ticket import Ticket

HEIGHT = 22
"""How high a signature is printed, in millimetres."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one party's link shows."""

    state: str
    is_expired: bool
    number: int
    party: str
    parties: str
    mediator: str
    day: str
    text: str
    expires: str
    answered: str


def sheet_of(desk: Desk, token: str) -> Sheet | None:
    """What a link shows; None for one that leads nowhere. Without anybody's words once it is answered."""
    row = signature.of_token(desk.session, token)
    if row is None or row.until is not None:
        return None
    meeting = desk.session.get_one(Mediation, row.mediation_id)
    ticket = desk.session.get_one(Ticket, row.ticket)
    mediator = desk.person(meeting.mediator_id or row.asked_by)
    parties = dict.fromkeys(one.party for one in signature.current(desk.session, row.mediation_id))
    return Sheet(
        state=row.state,
        is_expired=row.expires_at <= desk.now or not meeting.agreement,
        number=ticket.number,
        party=row.party,
        parties=meeting.parties or "、".join(one for one in parties if one),
        mediator=mediator.name if mediator else "",
        day=full_day(desk, _noon(desk, meeting)),
        text=meeting.agreement or "",
        expires=clock(desk, row.expires_at),
        answered=clock(desk, row.answered_at) if row.answered_at else "",
    )


def agreement(calling: Calling) -> list[Block]:
    """What the parties agreed, as it was written down, with their signatures; nothing if they did not."""
    desk, ticket = calling.desk, calling.ticket
    held = mediation.latest(desk.session, ticket.number)
    if held is None or not held.agreement or held.agreed_on is None:
        return []
    return [
        Title("调解协议书"),
        Paragraph(f"事项：第{ticket.number}号"),
        Paragraph(f"当事人：{held.parties or '没有记录'}"),
        Paragraph(f"调解人：{calling.person(desk.person(held.mediator_id))}"),
        Heading("协议内容"),
        Paragraph(held.agreement),
        *_signed(calling, held),
    ]


def _signed(calling: Calling, held: Mediation) -> Iterator[Block]:
    desk, day = calling.desk, full_day(calling.desk, _noon(calling.desk, held))
    rows = signature.current(desk.session, held.id or 0)
    if not rows:
        yield Signature("当事人签名：", day)
        return
    yield Heading("当事人签名")
    for number, row in enumerate(rows, start=1):
        who = f"当事人{number}" if calling.public or not row.party else row.party
        at = f"{full_day(desk, row.answered_at)} {_time(desk, row.answered_at)}" if row.answered_at else ""
        if row.state == State.SIGNED and row.drawing and not calling.public:
            yield Picture(row.drawing, f"{who}（{at}在手机上签）", HEIGHT)
        elif row.state == State.SIGNED:
            yield Paragraph(f"{who}：{at}已签字")
        else:
            yield Paragraph(f"{who}：{'不同意签字' if row.state == State.REFUSED else '还没签字'}")
    yield Signature("", day)


def _noon(desk: Desk, held: Mediation) -> datetime:
    """A moment of the day on which it was agreed."""
    day = held.agreed_on or desk.office.calendar.today(desk.now)
    return desk.office.calendar.at(day, desk.office.calendar.digest_at)


def _time(desk: Desk, moment: datetime) -> str:
    return f"{desk.office.calendar.local(moment):%H:%M}"
