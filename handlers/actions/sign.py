"""Sign 签字: each party gets a link of his own; on its page he signs with the finger, or says no. Once."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers.actions.booking import check
from handlers.actions.parties import account_of
from handlers.actions.signatures import agreed, tell_party
from handlers.desk import Desk, Speaker
from handlers.refusal import Refusal
from handlers.wording import mark
from models import signature
from models.mediation import Mediation
from models.moves import Action
from models.outbox import Outgoing
from models.person import Identity
from models.signature import Signature, State
from models.ticket import Ticket

MOST_PARTIES = 10
LONGEST_NAME = 20
TOKEN_BYTES = 24
PAGE = "page"
"""The channel of whatever is done on a phone page."""
_BETWEEN = re.compile(r"[\s,，、;；。]+")


@dataclass(frozen=True, slots=True)
class Link:
    """A party's row and the link that leads to it; the link stands nowhere else."""

    row: Signature
    url: str


def invite(desk: Desk, ticket: Ticket, words: str) -> tuple[str, list[Outgoing]]:
    """签字 17 张三 李四: a link to each in private; for whom no account is known, to whoever asks."""
    check(desk, ticket, Action.INVITE)
    meeting = agreed(desk, ticket)
    if not desk.office.public_url:
        raise Refusal(f"{mark(ticket)}签字网页还没开通，请管理员设置网址（public_url）")
    names = _names(desk, ticket, meeting, words)
    links = [_link(desk, ticket, meeting, name) for name in names]
    desk.record(ticket, Action.INVITE, note="、".join(names), count=len(names))
    hours = desk.office.signing_hours
    told = [one for link in links if link.row.identity_id for one in _to_party(desk, ticket, link)]
    told += _to_mediator(desk, ticket, [link for link in links if not link.row.identity_id])
    return f"已请{mark(ticket)}{len(names)}人签字，链接{hours}小时内有效，只能用一次", told


def sign(desk: Desk, token: str, drawing: bytes) -> tuple[Signature | None, list[Outgoing]]:
    """The drawing is the party's signature, if his link is still good; the row as it stands now."""
    return _answer(desk, token, drawing)


def decline(desk: Desk, token: str) -> tuple[Signature | None, list[Outgoing]]:
    """不同意: he does not sign, and whoever mediates hears so."""
    return _answer(desk, token, None)


def _answer(desk: Desk, token: str, drawing: bytes | None) -> tuple[Signature | None, list[Outgoing]]:
    row = signature.of_token(desk.session, token)
    if row is None:
        return None, []
    ticket = desk.session.get_one(Ticket, row.ticket, with_for_update=True, populate_existing=True)
    if not signature.answer(desk.session, row, desk.now, drawing):
        return row, []
    identity = desk.session.get(Identity, row.identity_id) if row.identity_id else None
    known = desk.person(identity.person_id) if identity is not None else None
    desk.speaker = Speaker(channel=PAGE, identity=identity, person=known, party=row.id)
    if drawing is None:
        desk.record(ticket, Action.DECLINE, note=row.party, signature=row.id)
        return row, _tell_staff(desk, ticket, row, f"{mark(ticket)}{row.party}不同意签字，请再做调解")
    desk.record(
        ticket, Action.SIGN, note=row.party, signature=row.id, image=hashlib.sha256(drawing).hexdigest()
    )
    return row, _tell_signed(desk, ticket, row)


def _names(desk: Desk, ticket: Ticket, meeting: Mediation, words: str) -> list[str]:
    """Who is to sign: those named, else the parties of the booking; those who have signed are left out."""
    names = [one for one in dict.fromkeys(_BETWEEN.split(words or meeting.parties or "")) if one]
    if not names or len(names) > MOST_PARTIES or any(len(one) > LONGEST_NAME for one in names):
        raise Refusal(f"{mark(ticket)}请写明谁签字，最多{MOST_PARTIES}人，例：签字 {ticket.number} 张三 李四")
    rows = signature.current(desk.session, meeting.id or 0)
    signed = {one.party for one in rows if one.state == State.SIGNED}
    left = [one for one in names if one not in signed]
    if not left:
        raise Refusal(f"{mark(ticket)}这几位都签过了；协议有改动才需要重签")
    for row in rows:
        if row.party in left:
            desk.remember(row)
            row.state = State.VOID
            desk.session.add(row)
    return left


def _link(desk: Desk, ticket: Ticket, meeting: Mediation, name: str) -> Link:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    account = account_of(desk, ticket, name)
    row = Signature(
        ticket=ticket.number,
        mediation_id=meeting.id or 0,
        party=name,
        identity_id=None if account is None else account.id,
        asked_by=desk.speaker.person_id,
        token=signature.index_of(desk.session, token),
        asked_at=desk.now,
        expires_at=desk.now + timedelta(hours=desk.office.signing_hours),
    )
    desk.session.add(row)
    desk.session.flush()
    desk.images.remember_new(row)
    return Link(row, f"{desk.office.public_url}/s/{token}")


def _to_party(desk: Desk, ticket: Ticket, link: Link) -> list[Outgoing]:
    text = (
        f"{mark(ticket)}请{link.row.party}看协议并签字，{desk.office.signing_hours}小时内有效：\n{link.url}"
    )
    return tell_party(desk, ticket, link.row, text)


def _to_mediator(desk: Desk, ticket: Ticket, links: Sequence[Link]) -> list[Outgoing]:
    """One message for each, so that one can be passed on without the others."""
    return [
        said
        for link in links
        for said in desk.tell(
            desk.speaker.person,
            f"{mark(ticket)}请当面打开，让{link.row.party}本人签字：\n{link.url}",
            ticket,
        )
    ]


def _tell_signed(desk: Desk, ticket: Ticket, row: Signature) -> list[Outgoing]:
    rows = signature.current(desk.session, row.mediation_id)
    signed = [one for one in rows if one.state == State.SIGNED]
    if len(signed) < len(rows):
        left = len(rows) - len(signed)
        return _tell_staff(desk, ticket, row, f"{mark(ticket)}{row.party}已签字，还差{left}人")
    text = f"{mark(ticket)}协议{len(rows)}人都已签字"
    told = _tell_staff(desk, ticket, row, text)
    return told + [said for one in rows for said in tell_party(desk, ticket, one, text)]


def _tell_staff(desk: Desk, ticket: Ticket, row: Signature, text: str) -> list[Outgoing]:
    people = [one for one in dict.fromkeys((row.asked_by, ticket.handler_id)) if one is not None]
    return [said for one in people for said in desk.tell(desk.person(one), text, ticket)]
