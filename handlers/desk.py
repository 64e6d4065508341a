"""The desk 办事桌: one piece of work, with its session, its moment and whoever speaks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from handlers.hearing import Heard
from handlers.office import Office
from handlers.refusal import Refusal
from models import appointment, event, grid, group, joiner, merging, person
from models.appointment import Post
from models.database import Session
from models.event import BOT, Step, TicketEvent
from models.grid import GridNode
from models.group import ChatGroup
from models.lead import works_on
from models.moves import ANYHOW, Action, Who
from models.outbox import PROMPT, Chat, Outgoing
from models.permission import Standing, roles_over
from models.person import STAFF, Identity, Person
from models.space import known_identity
from models.ticket import Flag, Ticket
from models.undo import Final, Images, Row


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who acts: an account of a channel, perhaps a known person, perhaps with posts; or the bot itself."""

    channel: str
    account: str | None = None
    name: str | None = None
    identity: Identity | None = None
    person: Person | None = None
    posts: tuple[Post, ...] = ()
    party: int | None = None
    """The signature of a party who acts by a link, whoever holds the phone."""

    @property
    def actor(self) -> str:
        """The word for the timeline: never a name."""
        if self.person is not None:
            return f"person:{self.person.id}"
        if self.identity is not None:
            return f"identity:{self.identity.id}"
        return BOT if self.party is None else f"party:{self.party}"

    @property
    def is_resident(self) -> bool:
        """Whether somebody speaks who is none of the staff."""
        if self.person is not None:
            return self.person.roster != STAFF
        return self.identity is not None

    @property
    def person_id(self) -> int | None:
        """The person's id, if one is known."""
        return None if self.person is None else self.person.id


@dataclass
class Desk:
    """One piece of work inside one transaction. Listeners and actions get it; nobody keeps it."""

    office: Office
    session: Session
    now: datetime
    speaker: Speaker = field(default_factory=lambda: Speaker(channel="clock"))
    group: ChatGroup | None = None
    group_name: str | None = None
    """What the group is called, if the message told."""
    said_at: datetime | None = None
    """When what is handled was said, if it was said."""
    deed: str | None = None
    """What was done, in the users' word, where the words heard do not tell it."""
    touched: list[int] = field(default_factory=list)
    """The tickets this work changed, in order; the receipt names the first."""
    started: int | None = None
    """The ticket this work started."""
    joined: Ticket | None = None
    """The open ticket that the words joined."""
    last_event: TicketEvent | None = None
    sources: dict[str, int | None] = field(default_factory=dict)
    """The messages whose words went into what was started, each with the event that holds them."""
    has_effect: bool = False
    """Whether this work changed something, even if nothing is said."""
    images: Images = field(default_factory=Images)
    """The rows that this work may change, as they were before: so that it can be taken back (撤销)."""
    final: Final | None = None
    """Why this work cannot be taken back, if it cannot."""

    @contextmanager
    def undone_by_refusal(self) -> Iterator[None]:
        """What is noted here of work that a refusal takes back is taken back with it."""
        before = (list(self.touched), self.started, self.joined, self.last_event, self.has_effect)
        sources = dict(self.sources)
        images, final = self.images.copy(), self.final
        try:
            yield
        except Refusal:
            self.touched, self.started, self.joined, self.last_event, self.has_effect = before
            self.images, self.final, self.sources = images, final, sources
            raise

    # The timeline

    def remember(self, *rows: Row) -> None:
        """Before rows are changed: how they are, so that it can be taken back."""
        for row in rows:
            self.images.remember(row)

    def record(self, ticket: Ticket, action: Action, note: str | None = None, **detail: object) -> None:
        """Write one step of a ticket's timeline in the speaker's name."""
        local = self.office.calendar.local(self.now)
        speaker = self.speaker
        step = Step(action, local, speaker.actor, speaker.channel, detail, note, speaker.is_resident)
        self.last_event = event.append(self.session, ticket, step)
        self.has_effect = True
        if ticket.number not in self.touched:
            self.touched.append(ticket.number)

    def note_source(self, message_id: str | None) -> None:
        """The last step holds the words of a message, so that its recall can erase them."""
        if message_id is not None and self.last_event is not None:
            self.sources.setdefault(message_id, self.last_event.id)

    # Who and where

    def place(self, ticket: Ticket) -> GridNode:
        """The node of a ticket."""
        return self.node(ticket.node_id)

    def node(self, node_id: int) -> GridNode:
        """The node of an id that a row of ours holds."""
        return self.session.get_one(GridNode, node_id)

    def place_name(self, node_id: int) -> str:
        """A place as people say it: 幸福村3组."""
        return grid.full_name(self.session, self.node(node_id))

    def person(self, person_id: int | None) -> Person | None:
        """The person of an id."""
        return None if person_id is None else self.session.get(Person, person_id)

    def known(self, channel: str, account: str, name: str | None) -> Identity:
        """The identity behind an account, made now if its words are the first that count."""
        return known_identity(self.session, self.office.space(channel), account, name)

    def standing(self, ticket: Ticket, asked: Who = ANYHOW) -> Standing:
        """How the speaker stands to a ticket; what `asked` does not ask for is not looked up."""
        me, mine = self.speaker.person_id, self.speaker.identity
        return Standing(
            keeper=asked.keeper and me is not None and self._keeps(ticket, me),
            reporter=asked.reporter and self.reported(ticket),
            co_reporter=asked.co_reporter and self._reported_with(ticket),
            joiner=asked.joiner and mine is not None and joiner.has_joined(self.session, mine, ticket),
            handler=me is not None and ticket.handler_id == me,
            team=asked.team and me is not None and self._works_on(ticket, me),
            requester=me is not None and ticket.requester_id == me,
            roles=roles_over(self.speaker.posts, self.place(ticket).path),
        )

    def _keeps(self, ticket: Ticket, me: int) -> bool:
        homes = group.homes(self.session, ticket.chat_group_id, ticket.node_id)
        return any(group.is_keeper(self.session, home, me, self.now) for home in homes)

    def _works_on(self, ticket: Ticket, me: int) -> bool:
        return Flag.LED in ticket.flags and works_on(self.session, ticket.number, me)

    def _reported_with(self, ticket: Ticket) -> bool:
        """Whether the speaker reported what was merged into a ticket."""
        merged = merging.family(self.session, ticket)[1:]
        return any(self.reported(one) for one in merged)

    def standing_in(self, home: ChatGroup) -> Standing:
        """How the speaker stands to a group: as its keeper, and by the posts that count at its place."""
        me = self.speaker.person_id
        return Standing(
            keeper=me is not None and group.is_keeper(self.session, home.id or 0, me, self.now),
            roles=roles_over(self.speaker.posts, self.node(home.node_id).path),
        )

    def reported(self, ticket: Ticket) -> bool:
        """Whether the speaker is a ticket's reporter, by whichever of his accounts."""
        identity = self.speaker.identity
        if identity is None or ticket.reporter_id == identity.id:
            return identity is not None
        reporter = self.session.get(Identity, ticket.reporter_id) if ticket.reporter_id else None
        return (
            reporter is not None
            and reporter.person_id is not None
            and (reporter.person_id == identity.person_id)
        )

    @cached_property
    def keeps_group(self) -> bool:
        """Whether the speaker owns or deputises for the group that is spoken in."""
        me = self.speaker.person_id
        return (
            self.group is not None
            and me is not None
            and group.is_keeper(self.session, self.group.id or 0, me, self.now)
        )

    # What is said

    def here(self, heard: Heard) -> Chat:
        """The chat that was heard."""
        message = heard.message
        return Chat(message.channel, message.group_id, None if message.group_id else message.sender_id)

    def reply(self, heard: Heard, text: str, ticket: Ticket | None = None) -> Outgoing:
        """Words into the chat that was heard; about a sensitive ticket, to the speaker in private."""
        message = heard.message
        chat = self.here(heard)
        if ticket is not None and ticket.sensitive and message.group_id:
            chat = Chat(message.channel, None, message.sender_id)
        return Outgoing(
            to=chat,
            text=text,
            mentions=(message.sender_id,) if chat.group_id else (),
            in_reply_to=message.message_id,
            ticket=None if ticket is None else ticket.number,
        )

    def tell(
        self, whom: Person | None, text: str, ticket: Ticket | None = None, priority: int = PROMPT
    ) -> list[Outgoing]:
        """Words for a person in private; nothing if no account of theirs is known."""
        preferred = ticket.channel if ticket is not None else self.speaker.channel
        ways = self.office.reach
        account = person.account_to_tell(self.session, whom.id or 0, ways, preferred) if whom else None
        if account is None:
            return []
        chat = Chat(account.channel, None, account.account)
        number = None if ticket is None else ticket.number
        return [Outgoing(to=chat, text=text, ticket=number, priority=priority)]

    def to_reporter(self, ticket: Ticket, text: str) -> list[Outgoing]:
        """Words for whoever reported it, or what was merged into it: one message a chat.

        By @ where each said it, in private if it is sensitive.
        """
        said: dict[Chat, Outgoing] = {}
        for one in merging.family(self.session, ticket):
            found = self._to_reporter_of(one, ticket.sensitive)
            if found is None:
                continue
            chat, account = found
            first = said.get(chat) or Outgoing(chat, text, ticket=ticket.number)
            if chat.group_id:
                mentions = tuple(dict.fromkeys((*first.mentions, account)))
                first = replace(first, mentions=mentions, in_reply_to=first.in_reply_to or one.message_id)
            said[chat] = first
        return list(said.values())

    def _to_reporter_of(self, ticket: Ticket, is_private: bool) -> tuple[Chat, str] | None:
        """Where the one who reported a ticket is told, and his account; None if nobody is known."""
        reporter = self.session.get(Identity, ticket.reporter_id) if ticket.reporter_id else None
        if reporter is None or reporter.is_erased:
            return None
        home = self.session.get(ChatGroup, ticket.chat_group_id) if ticket.chat_group_id else None
        if home is not None and not (is_private or ticket.sensitive):
            return Chat(home.channel, home.group_id), reporter.account
        return Chat(reporter.channel, None, reporter.account), reporter.account

    def chiefs(self, path: str) -> list[Person]:
        """Who answers for a place, nearest first."""
        return appointment.chiefs(self.session, path, self.now)
