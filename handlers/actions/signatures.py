"""Signatures as they stand: of which agreement, who has signed, and what makes them void."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import mark
from models import mediation, signature
from models.mediation import Mediation
from models.outbox import Chat, Outgoing
from models.person import Identity
from models.signature import Signature, State
from models.ticket import Ticket


def agreed(desk: Desk, ticket: Ticket) -> Mediation:
    """The mediation whose agreement stands; `Refusal` if there is none yet."""
    meeting = mediation.latest(desk.session, ticket.number)
    if meeting is None or meeting.agreed_on is None:
        raise Refusal(f"{mark(ticket)}还没有协议，请先写：协议 {ticket.number} 内容")
    return meeting


def void(desk: Desk, ticket: Ticket, rows: Sequence[Signature]) -> list[Outgoing]:
    """The agreement was changed: nobody's signature or link stands; whoever had signed hears so."""
    told: list[Outgoing] = []
    for row in rows:
        desk.remember(row)
        if row.state == State.SIGNED:
            told += tell_party(desk, ticket, row, f"{mark(ticket)}协议改了，您的签字已作废，会重新请您签")
        row.state = State.VOID
        desk.session.add(row)
    return told


def tell_party(desk: Desk, ticket: Ticket, row: Signature, text: str) -> list[Outgoing]:
    """Words for a party in private; nothing if no account of his is known."""
    identity = desk.session.get(Identity, row.identity_id) if row.identity_id else None
    if identity is None:
        return []
    if identity.person_id is not None:
        return desk.tell(desk.person(identity.person_id), text, ticket)
    return [Outgoing(Chat(identity.channel, None, identity.account), text, ticket=ticket.number)]


def lines(desk: Desk, ticket: Ticket) -> Iterator[str]:
    """What 进度 tells: how many of those asked have signed; nobody's name."""
    meeting = mediation.latest(desk.session, ticket.number)
    rows = [] if meeting is None else signature.current(desk.session, meeting.id or 0)
    if rows:
        signed = sum(one.state == State.SIGNED for one in rows)
        yield f"协议签字：{len(rows)}人中{signed}人已签"
