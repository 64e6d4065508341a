"""Handover 交接: a successor gets all that one of the staff has in hand, and his posts, in one step.

What he did stays his in the timeline; his rights end at the same moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers import ways
from handlers.actions.succession import cases, groups, posts
from handlers.desk import Desk, Speaker
from handlers.office import Office
from handlers.refusal import Refusal
from models import in_hand, person, undo
from models.appointment import posts_of
from models.database import Collision, Session
from models.duty import ahead_of
from models.grid import is_at_or_above
from models.moves import DECIDERS, Action
from models.outbox import Outgoing
from models.person import STAFF, Person
from models.role import SUPERIORS, Role
from models.task import Turn

CHANNEL = "cli"
TRIES = 5


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How much a successor got."""

    posts: int
    tickets: int
    tasks: int
    enrolments: int

    def told(self) -> str:
        """In the users' words."""
        return f"工单{self.tickets}件、任务{self.tasks}项、帮扶{self.enrolments}户、岗位{self.posts}个"


def by_word(desk: Desk, old: Person, new: Person) -> tuple[HandedOver, list[Outgoing]]:
    """A superior of all the posts that are handed over says so."""
    held = posts_of(desk.session, old.id or 0, desk.now)
    if not held:
        raise Refusal(f"{old.name}现在没有任职，请管理员在后台交接", if_pointed=True)
    for post in held:
        if not any(_is_above(mine.path, mine.role, post.path, post.role) for mine in desk.speaker.posts):
            what = f"{desk.place_name(post.node_id)}{post.role.label}"
            raise Refusal(f"{old.name}（{what}）由他的上级交接，您不能办理。", if_pointed=True)
    return hand_over(desk, old, new)


def at_the_office(office: Office, old: str, new: str, now: datetime) -> HandedOver:
    """By staff codes, on the command line; tried again if somebody changed the same meanwhile.

    Raises `Refusal` if a code is nobody's, or both are one person's.
    """
    for attempt in range(1, TRIES + 1):
        try:
            with office.database.session() as session:
                desk = Desk(office, session, now, Speaker(CHANNEL))
                people = _of_code(session, old), _of_code(session, new)
                if people[0].id == people[1].id:
                    raise Refusal("name two members of the staff: who hands over, and who takes over")
                handed, told = hand_over(desk, *people)
                ways.say(desk, ways.place(desk, told))
                return handed
        except Collision:
            if attempt == TRIES:
                raise
    raise AssertionError("unreachable")


def hand_over(desk: Desk, old: Person, new: Person) -> tuple[HandedOver, list[Outgoing]]:
    """Everything at once; both hear so."""
    if old.id == new.id:
        raise Refusal("交接要写两个人，例：交接 张三 李四")
    handed = HandedOver(
        posts=posts(desk, old, new),
        tickets=_tickets(desk, old, new),
        tasks=_tasks(desk, old, new),
        enrolments=_enrolments(desk, old, new),
    )
    _duties(desk, old, new)
    cases(desk, old, new)
    groups(desk, old, new)
    undo.forget(desk.session, f"person:{old.id}")  # what he did is his successor's matter now
    desk.has_effect = True
    told = desk.tell(new, f"您接手{old.name}的工作，发 待办 看\n{handed.told()}")
    return handed, told + desk.tell(old, f"您的工作已交给{new.name}，原来的权限现在结束")


def _tickets(desk: Desk, old: Person, new: Person) -> int:
    """He answers for them from now on: nobody else is in office for them."""
    found = in_hand.tickets(desk.session, old.id or 0)
    for ticket in found:
        desk.remember(ticket)
        ticket.handler_id = new.id
        if ticket.answerable_id == old.id:
            ticket.answerable_id = new.id
        if ticket.requester_id == old.id:
            ticket.requester_id = new.id
        desk.record(ticket, Action.HANDOVER, frm=old.id, to=new.id)
    return len(found)


def _tasks(desk: Desk, old: Person, new: Person) -> int:
    """They get numbers of his own list with his next digest."""
    found = in_hand.tasks(desk.session, old.id or 0)
    for task in found:
        desk.remember(task)
        task.responsible_id, task.number = new.id or 0, None
        task.next_on, task.next_step = desk.office.calendar.today(desk.now), Turn.OPEN
        desk.session.add(task)
    return len(found)


def _enrolments(desk: Desk, old: Person, new: Person) -> int:
    found = in_hand.enrolments(desk.session, old.id or 0)
    for one in found:
        desk.remember(one)
        one.responsible_id = new.id
        desk.session.add(one)
    return len(found)


def _duties(desk: Desk, old: Person, new: Person) -> None:
    """He is on duty in his stead from today on."""
    for one in ahead_of(desk.session, old.id or 0, desk.office.calendar.today(desk.now)):
        desk.remember(one)
        one.person_id = new.id or 0
        desk.session.add(one)


def _is_above(mine: str, my_role: Role, path: str, role: Role) -> bool:
    """Whether a post is above another: of those who decide, over the place, and higher at the same place."""
    if my_role not in DECIDERS or not is_at_or_above(mine, path):
        return False
    return mine != path or _rank(my_role) > _rank(role)


def _rank(role: Role) -> int:
    return SUPERIORS.index(role) if role in SUPERIORS else -1


def _of_code(session: Session, code: str) -> Person:
    found = person.by_code(session, STAFF, code)
    if found is None or found.erased_at is not None:
        raise Refusal(f"nobody of the staff has the code {code}")
    return found
