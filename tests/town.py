"""The town: one cast, a clock that moves when told, and the whole bot in memory.

Stories speak through it: `town.says("王大妈", "3栋楼上半夜放音响")`, `town.hears("李群主")`,
`town.later(days=2)`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from handlers.inbox import Reception, accept
from handlers.message import Message, Quote
from handlers.office import Office, Reach
from handlers.understanding import Understanding, read_suspended
from models import outbox
from models import person as people
from models.appointment import Appointment
from models.calendar import Calendar
from models.database import Database
from models.enrolment import Enrolment
from models.event import TicketEvent, timeline, verify
from models.grid import GridNode
from models.group import DEPUTY, OWNER, ChatGroup, GroupKeeper
from models.ladder import Ladder, Rung
from models.outbox import Fate, Settlement
from models.person import HOUSEHOLD, STAFF, Identity, Person
from models.role import Role
from models.space import Space, identity_of
from models.ticket import Ticket
from models.undo import Undo
from nlp.classifier import Classifier
from schedules.pack import load_pack
from schedules.runner import run_due

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
CHANNEL = "bridge"
PLANS = load_pack()
GROUP = "g3"
LADDER = Ladder(
    (
        Rung("社级", "chief", "组", 1),
        Rung("村级", "cadre", "村", 2),
        Rung("司法所", "unit:司法所", "镇", 2),
        Rung("综治中心", "county", "县", 2),
    )
)

SLOW = Ladder(tuple(replace(one, days=90) for one in LADDER.rungs))
"""For stories of other things: nothing moves up in the course of them."""


@dataclass(frozen=True)
class Member:
    """One of the cast: account, roster, posts as (role, node code), a department's unit, and a number."""

    account: str | None
    roster: str | None = None
    posts: tuple[tuple[Role, str], ...] = ()
    unit: str | None = None
    phone: str | None = None


CAST: dict[str, Member] = {
    "王大妈": Member("u-wang", HOUSEHOLD, phone="13800009001"),
    "张大爷": Member("u-zhang", HOUSEHOLD, phone="13800009002"),
    "小刘": Member("u-liu", HOUSEHOLD, phone="13800009003"),
    "陈师傅": Member("u-chen", HOUSEHOLD, phone="13800009004"),
    "路人": Member("u-stranger"),
    "李群主": Member("u-li", STAFF, ((Role.OWNER, "C3"),), phone="13800009005"),
    "小何": Member("u-he", STAFF, ((Role.ELDER, "C3"),)),
    "赵网格员": Member("u-zhao", STAFF, ((Role.GRID_WORKER, "C3"),), phone="13800009006"),
    "孙网格长": Member("u-sun", STAFF, ((Role.CHIEF, "C3"),), phone="13800009007"),
    "周主任": Member("u-zhou", STAFF, ((Role.CADRE, "B1"),), phone="13800009008"),
    "吴律师": Member("u-wu", STAFF, ((Role.ADVISER, "B1"),), phone="13800009009"),
    "钱镇长": Member("u-qian", STAFF, ((Role.TOWN, "A1"),), phone="13800009010"),
    "冯所长": Member("u-feng", STAFF, ((Role.DEPARTMENT, "A1"),), unit="司法所", phone="13800009011"),
    "郑主任": Member("u-zheng", STAFF, ((Role.COUNTY, "ROOT"),), phone="13800009012"),
    "外村网格员": Member("u-other", STAFF, ((Role.GRID_WORKER, "C9"),)),
}
GRID = (
    ("ROOT", "青禾县", "县", None),
    ("A1", "柳湾镇", "镇", "ROOT"),
    ("B1", "幸福村", "村", "A1"),
    ("C3", "3组", "组", "B1"),
    ("C4", "4组", "组", "B1"),
    ("B9", "清泉村", "村", "A1"),
    ("C9", "1组", "组", "B9"),
)


@dataclass(frozen=True)
class Heard:
    """Words that arrived in a chat."""

    text: str
    mentions: tuple[str, ...]
    ticket: int | None
    in_reply_to: str | None
    delivery_id: str
    choices: tuple[str, ...] = ()
    """The words of the buttons, where a channel has them."""


class Town:
    """The cast of 幸福村3组, in one database, at one moment."""

    def __init__(self, database: Database, classifier: Classifier, start: datetime = MONDAY) -> None:
        """Settle everybody; the morning's round is done, and nobody has spoken yet."""
        self.database = database
        self.now = start
        self.office = Office(
            database=database,
            calendar=Calendar(ZONE, (time(21, 0), time(7, 30)), time(8, 30)),
            understanding=Understanding(classifier),
            plans=PLANS,
            ladder=LADDER,
            alarm=self._alarm,
        )
        self.alarms: list[str] = []
        self._next_message = 0
        self._chats: dict[str, list[Heard]] = defaultdict(list)
        with database.session() as session:
            self._settle(session)
        self.at(start)
        self.hush()

    # Speaking

    def says(self, who: str, text: str, **rest: object) -> str:
        """Someone speaks in the group; returns the message's id."""
        return self.sends(who, text, group_id=GROUP, **rest)

    def whispers(self, who: str, text: str, **rest: object) -> str:
        """Someone speaks to the bot in private."""
        return self.sends(who, text, group_id=None, **rest)

    def sends(self, who: str, text: str, **rest: object) -> str:
        """Someone speaks; `rest` are further fields of the message."""
        self._next_message += 1
        message = Message(
            channel=CHANNEL,
            message_id=f"m{self._next_message}",
            sender_id=CAST[who].account or "",
            sender_name=who,
            text=text,
            sent_at=self.now,
        )
        message = replace(message, **rest)  # type: ignore[arg-type]
        self.last_reception = accept(self.office, message, self.now)
        self.last_message = message
        self.deliver()
        return message.message_id

    def repeats(self) -> Reception:
        """The gateway sends the last message once more."""
        return accept(self.office, self.last_message, self.now)

    def recalls(self, who: str, message_id: str) -> None:
        """Someone takes a message of the group back."""
        self.says(who, "", recall_of=message_id)

    @staticmethod
    def quote(text: str, message_id: str | None = None) -> Quote:
        """A quoted message."""
        return Quote(message_id=message_id, text=text)

    # Hearing

    def hears(self, who: str, channel: str = CHANNEL) -> list[str]:
        """What the bot has told someone in private since last asked."""
        chat = f"{channel}/u/{CAST[who].account}"
        return [heard.text for heard in self._take(chat)]

    def group_hears(self, group: str = GROUP, channel: str = CHANNEL) -> list[str]:
        """What the bot has said in a group since last asked."""
        return [heard.text for heard in self._take(f"{channel}/g/{group}")]

    def group_messages(self, group: str = GROUP) -> list[Heard]:
        """The same with mentions and quotes."""
        return self._take(f"{CHANNEL}/g/{group}")

    def private_messages(self, who: str) -> list[Heard]:
        """What the bot has told someone in private since last asked, with its buttons."""
        return self._take(f"{CHANNEL}/u/{CAST[who].account}")

    def all_silent(self) -> bool:
        """Whether nothing is left to hear anywhere."""
        return not any(self._chats.values())

    def hush(self) -> None:
        """Forget what was said until now."""
        self._chats.clear()

    # Time

    def later(self, **span: float) -> list[str]:
        """Time passes at once, then the clock's work is done."""
        return self.at(self.now + timedelta(**span))

    def at(self, moment: datetime) -> list[str]:
        """It is `moment`: the clock's work is done."""
        self.now = moment
        done = run_due(self.office, self.now)
        self.deliver()
        return done

    def mornings(self, until: date) -> None:
        """Every morning at the digest's hour, up to and including `until`."""
        day = self.office.calendar.today(self.now) + timedelta(days=1)
        while day <= until:
            self.at(datetime.combine(day, time(8, 30), ZONE))
            day += timedelta(days=1)

    def rereads(self) -> None:
        """The seconds pass after which every process knows what is suspended."""
        with self.database.reading() as session:
            self.office.understanding.suspend(read_suspended(session))

    # Looking

    def ticket(self, number: int) -> Ticket:
        """A ticket as it stands."""
        with self.database.reading() as session:
            return session.get_one(Ticket, number)

    def tickets(self) -> list[Ticket]:
        """All tickets."""
        with self.database.reading() as session:
            return list(session.exec(select(Ticket).order_by(Ticket.number)))  # type: ignore[arg-type]

    def events(self, number: int) -> list[TicketEvent]:
        """A ticket's timeline."""
        with self.database.reading() as session:
            return list(timeline(session, number))

    def kept_deeds(self) -> int:
        """How many people's last deeds are kept for 撤销, with or without the rows as they were."""
        with self.database.reading() as session:
            return len(session.exec(select(Undo)).all())

    def is_whole(self, number: int) -> bool:
        """Whether a ticket's timeline verifies."""
        with self.database.reading() as session:
            return verify(session, number) is None

    def person(self, name: str) -> Person:
        """One of the cast as the database knows him."""
        with self.database.reading() as session:
            found = identity_of(session, Space((CHANNEL,)), CAST[name].account or "")
            assert found is not None
            return session.get_one(Person, found.person_id)

    # Arranging

    def dismiss(self, *names: str) -> None:
        """They are in office no more."""
        with self.database.session() as session:
            for name in names:
                for post in session.exec(
                    select(Appointment).where(Appointment.person_id == self.person(name).id)
                ):
                    post.until = self.now
                    session.add(post)

    def silence(self, name: str) -> None:
        """One of the staff loses his account."""
        with self.database.session() as session:
            for account in people.accounts_of(session, self.person(name).id or 0):
                session.delete(account)

    def deputise(self, name: str) -> None:
        """Make one of the staff a standing deputy of the group."""
        with self.database.session() as session:
            group = session.exec(select(ChatGroup).where(ChatGroup.group_id == GROUP)).one()
            session.add(self._keeper(group, self.person(name).id or 0, DEPUTY))

    def enrol(self, *names: str, plan: str = "contact", responsible: str | None = None) -> list[Person]:
        """Enrol households, made now, in a plan."""
        with self.database.session() as session:
            node = session.exec(select(GridNode).where(GridNode.code == "C3")).one()
            cadre = self.person(responsible).id if responsible else None
            return [self._enrol(session, name, plan, node.id or 0, cadre) for name in names]

    def channel(self, name: str, reach: Reach) -> None:
        """The county has one more channel."""
        channels = {CHANNEL: Reach.GATEWAY, **self.office.reach, name: reach}
        self.office = replace(self.office, reach=channels)

    def account(self, who: str, channel: str) -> None:
        """One of the staff has an account, of the same name, on another channel too."""
        with self.database.session() as session:
            session.add(
                Identity(channel=channel, account=CAST[who].account or "", person_id=self.person(who).id)
            )

    def forget_account(self, who: str) -> None:
        """One of the staff has no account any more."""
        with self.database.session() as session:
            found = identity_of(session, Space((CHANNEL,)), CAST[who].account or "")
            assert found is not None
            found.person_id = None
            session.add(found)

    def group(self, group_id: str, node: str, channel: str = CHANNEL, owner: str | None = None) -> None:
        """One more group is bound."""
        with self.database.session() as session:
            place = session.exec(select(GridNode).where(GridNode.code == node)).one()
            group = ChatGroup(channel=channel, group_id=group_id, node_id=place.id or 0)
            session.add(group)
            session.flush()
            if owner:
                session.add(self._keeper(group, self.person(owner).id or 0, OWNER))

    def deliver(self) -> None:
        """Carry everything that waits into the chats, in order."""
        while True:
            with self.database.session() as session:
                claimed = outbox.claim(session, "town", self.now, self.now + timedelta(minutes=1))
                for row in claimed:
                    words = tuple(words for _, words in row.choices)
                    mentions = tuple(row.mentions)
                    heard = Heard(
                        row.text or "", mentions, row.ticket, row.in_reply_to, row.delivery_id, words
                    )
                    self._chats[row.chat].append(_well_said(heard))
                    result = Settlement(row.id or 0, "town", self.now, "200", Fate.SENT)
                    assert outbox.settle(session, result)
            if not claimed:
                return

    def _take(self, chat: str) -> list[Heard]:
        taken, self._chats[chat] = self._chats[chat], []
        return taken

    def _alarm(self, error: str) -> None:
        self.alarms.append(error)

    def _settle(self, session: Session) -> None:
        nodes = self._grid(session)
        for number, (name, member) in enumerate(CAST.items()):
            if member.roster:
                self._member(session, name, member, f"P{number}", nodes)
        group = ChatGroup(channel=CHANNEL, group_id=GROUP, node_id=nodes["C3"])
        session.add(group)
        session.flush()
        owner = identity_of(session, Space((CHANNEL,)), "u-li")
        assert owner is not None
        session.add(self._keeper(group, owner.person_id or 0, OWNER))

    @staticmethod
    def _grid(session: Session) -> Mapping[str, int]:
        nodes: dict[str, GridNode] = {}
        for code, name, level, parent in GRID:
            above = nodes[parent] if parent else None
            node = GridNode(code=code, name=name, level=level, parent_id=above.id if above else None)
            session.add(node)
            session.flush()
            node.path = f"{above.path if above else '/'}{node.id}/"
            nodes[code] = node
        return {code: node.id or 0 for code, node in nodes.items()}

    def _member(
        self, session: Session, name: str, member: Member, code: str, nodes: Mapping[str, int]
    ) -> None:
        index = people.name_index(self.database.keys, name)
        home = nodes["C3"] if member.roster == HOUSEHOLD else None
        known = Person(
            roster=member.roster or "",
            code=code,
            name=name,
            name_index=index,
            node_id=home,
            unit=member.unit,
            phone=member.phone,
        )
        session.add(known)
        session.flush()
        session.add(Identity(channel=CHANNEL, account=member.account or "", person_id=known.id))
        since = self.now - timedelta(days=365)
        for role, node in member.posts:
            session.add(Appointment(person_id=known.id or 0, role=role, node_id=nodes[node], since=since))

    def _keeper(self, group: ChatGroup, person_id: int, kind: str) -> GroupKeeper:
        since = self.now - timedelta(days=365)
        return GroupKeeper(group_id=group.id or 0, person_id=person_id, kind=kind, since=since)

    def _enrol(self, session: Session, name: str, plan: str, node_id: int, responsible: int | None) -> Person:
        index = people.name_index(self.database.keys, name)
        served = Person(
            roster=HOUSEHOLD,
            code=f"H-{name}",
            name=name,
            name_index=index,
            phone="13800001234",
            node_id=node_id,
        )
        session.add(served)
        session.flush()
        session.add(
            Enrolment(
                person_id=served.id or 0,
                plan=plan,
                reason="外出务工",
                consent_on=self.now.date(),
                responsible_id=responsible,
                since=self.now,
            )
        )
        return served


def _well_said(heard: Heard) -> Heard:
    """How the bot speaks: at most 60 characters, lists apart, and the number if it is about a ticket."""
    if heard.ticket is not None:
        first = heard.text.splitlines()[0]
        assert len(first) <= 60, first
        assert f"【{heard.ticket}号】" in heard.text, heard.text
    return heard
