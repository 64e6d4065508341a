"""Names 隐名: how people are called in a paper, and how every name is taken out of one for the public.

Doors and cars are taken out as well: they tell who it is.

Taken out is whoever had to do with the matter, whoever stands on a list of the county, and what sounds like
a name. One that is on no list and stands beside no title is not known: the paper is to be read before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handlers.desk import Desk
from handlers.papers.blocks import Block, Paper, Rows
from handlers.papers.name_words import SOMEBODY, could_be_names, without_likely_names
from handlers.papers.place_words import without_addresses
from models import mediation, person
from models.appointment import posts_of
from models.event import BOT, TicketEvent
from models.event import RESIDENT as AGED
from models.person import STAFF, Identity, Person
from models.signature import Signature
from models.ticket import Ticket

LEAST, MOST = 2, 4
"""How many characters a name has."""
SYSTEM, REPORTER, RESIDENT, WORKER = "系统", "反映人", "居民", "工作人员"
PARTY = "当事人"


@dataclass(frozen=True, slots=True)
class Calling:
    """How people are called: by name, or for the public by what they are."""

    desk: Desk
    ticket: Ticket
    public: bool

    def actor(self, step: TicketEvent) -> str:
        """Who took a step."""
        kind, _, number = step.actor.partition(":")
        if step.actor == BOT:
            return SYSTEM
        if step.actor == AGED:
            return RESIDENT
        if kind == "person":
            return self.person(self.desk.person(int(number)))
        if kind == "party":
            signed = self.desk.session.get(Signature, int(number))
            return f"{signed.party}（{PARTY}）" if signed and signed.party and not self.public else PARTY
        identity = self.desk.session.get(Identity, int(number))
        return self._identity(identity) if identity is not None else RESIDENT

    def person(self, whom: Person | None) -> str:
        """One of the staff with his post, or somebody of a household."""
        if whom is None:
            return "无"
        posts = posts_of(self.desk.session, whom.id or 0, self.desk.now)
        post = posts[0].role.label if posts else WORKER if whom.roster == STAFF else self._resident(whom)
        return post if self.public else f"{whom.name}（{post}）"

    def reporter(self) -> str:
        """Whoever reported."""
        identity = (
            self.desk.session.get(Identity, self.ticket.reporter_id) if self.ticket.reporter_id else None
        )
        return REPORTER if identity is None else self._identity(identity)

    def _resident(self, whom: Person) -> str:
        reporter = self.ticket.reporter_id
        identity = self.desk.session.get(Identity, reporter) if reporter else None
        return REPORTER if identity is not None and identity.person_id == whom.id else RESIDENT

    def _identity(self, identity: Identity) -> str:
        is_reporter = identity.id == self.ticket.reporter_id
        what = REPORTER if is_reporter else RESIDENT
        known = self.desk.person(identity.person_id)
        name = known.name if known is not None else identity.name
        return f"{name}（{what}）" if name and not self.public else what


def take_out(desk: Desk, papers: Sequence[Paper], concerned: Sequence[str]) -> list[list[Block]]:
    """Papers without anybody's name or number."""
    words = "\n".join(text for paper in papers for block in paper for text in _texts(block))
    listed = person.names_among(desk.session, could_be_names(words))
    names = sorted({one for one in (*concerned, *listed) if one}, key=len, reverse=True)
    known = re.compile("|".join(map(re.escape, names))) if names else None
    return [[_without(block, known) for block in paper] for paper in papers]


def concerned(desk: Desk, ticket: Ticket, steps: Sequence[TicketEvent]) -> list[str]:
    """The names of whoever had to do with a ticket."""
    ids = {ticket.handler_id, ticket.answerable_id, ticket.requester_id}
    kinds = [one.actor.partition(":") for one in steps]
    ids |= {int(number) for kind, _, number in kinds if kind == "person"}
    accounts = {int(number) for kind, _, number in kinds if kind == "identity"} | {ticket.reporter_id}
    identities = [desk.session.get(Identity, one) for one in accounts if one is not None]
    ids |= {one.person_id for one in identities if one is not None}
    people = [known for one in ids if (known := desk.person(one)) is not None]
    names = [one.name for one in people] + [one.name or "" for one in identities if one is not None]
    return names + _met(desk, ticket)


def _met(desk: Desk, ticket: Ticket) -> list[str]:
    """Whoever was to come, or came, to its mediation: they may stand on no list."""
    held = mediation.latest(desk.session, ticket.number)
    said = [] if held is None else [held.parties or "", held.present or ""]
    return [one for words in said for one in re.split(r"[\s,，、;；]+", words) if LEAST <= len(one) <= MOST]


def _texts(block: Block) -> Iterator[str]:
    for value in _fields(block).values():
        yield from _flat(value)


def _fields(block: Block) -> dict[str, object]:
    return {name: getattr(block, name) for name in block.__slots__}


def _flat(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Sequence):
        for one in value:
            yield from _flat(one)


def _without(block: Block, known: re.Pattern[str] | None) -> Block:
    def clean(text: str) -> str:
        plain = known.sub(SOMEBODY, text) if known else text
        return without_addresses(without_likely_names(plain))

    if isinstance(block, Rows):
        return replace(block, rows=[[clean(cell) for cell in row] for row in block.rows])
    changed = {name: clean(value) for name, value in _fields(block).items() if isinstance(value, str)}
    plain: Any = block
    made: Block = replace(plain, **changed)
    return made
