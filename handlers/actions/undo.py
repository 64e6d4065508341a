"""撤销: one's own last deed is taken back, once, within ten minutes, and whoever heard of it hears so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.actions import scatter, teach
from handlers.actions.assign import notify_handler
from handlers.actions.broadcast import take_back as take_back_notice
from handlers.desk import Desk
from handlers.office import Office
from handlers.refusal import Refusal
from handlers.wording import mark
from models import event, question, receipt, retraction, task, undo
from models import ticket as tickets
from models.broadcast import Broadcast
from models.event import BOT, TicketEvent
from models.moves import MOVES, Action
from models.outbox import Chat, OutboxMessage, Outgoing
from models.person import STAFF
from models.row_values import Values
from models.task import Task
from models.ticket import IN_WORK, Status, Ticket
from models.undo import Final, Undo, UndoImage

COUNTS = timedelta(minutes=10)
NOTHING = "没有可以撤销的：只能撤销自己10分钟内的最后一步，再早的请找上级改"
TOLD: dict[Final, str] = {
    Final.UNDONE: "已经撤销过了，只能撤销最后一步，再早的请找上级改",
    Final.REPORTED: "登记了的事请用撤回，例：撤回 17",
    Final.JOINED: "并入的不是同一件事，请带编号回复，例：不是 17",
    Final.SCATTERED: "拆开的不能再撤销；是一件事请再合，例：合成 12 13 15",
    Final.CALLED: "网格长已经接到通知，不能撤销；没事了请直接告诉他",
    Final.WITHDRAWN: "撤回的内容已经删除，不能恢复；请把事情再说一遍",
    Final.ERASED: "信息已经删除，不能恢复；有事请再说一遍",
    Final.CONSENT: "反映人已经收到询问；不公示请发撤下，例：撤下 17",
    Final.STOPPED: "已经停发，不能恢复；要发请重新广播",
    Final.DROPPED: "没登记的内容已经删除；要登记请再说一遍",
    Final.BOUND: "要取消绑定，请在群里发：解绑",
    Final.UNBOUND: "要恢复，请在群里重新发：绑定 网格编码",
    Final.TIED: "账号绑错了请找管理员改",
    Final.GONE: "有关内容已按本人要求删除，不能撤销",
}
"""What is said of a deed that cannot be taken back, and what can be done instead."""

STEPS = {
    Action.REQUEST_APPROVAL: "报请办结",
    Action.ATTACH: "补充",
    Action.ERASE: "删除内容",
    Action.AGE: "到期清除",
    Action.UNDO: "撤销",
    Action.HANDOVER: "交接",
    Action.SOURCE: "收到来件",
    Action.ABSENT: "上报没报到的单位",
    Action.JOIN: "并入",
    Action.LEAVE: "撤出",
    Action.SUCCEED: "撤回",
    Action.RELEASE: "拆出",
    Action.JUDGE: "评价",
    Action.DISCLOSE: "出具案卷",
    Action.SIGN: "签字",
    Action.DECLINE: "表示不同意",
}
"""Steps without a move, in the users' words."""

OWN_WORDS = {
    Action.SUPPLEMENT,
    Action.PLACE,
    Action.UNSATISFIED,
    Action.MOSTLY_SATISFIED,
    Action.PARTLY_SOLVED,
    Action.JUDGE,
    Action.ATTACH,
}
"""A reporter's words: taken back, they are erased."""


@dataclass(slots=True)
class TakenBack:
    """What became of it: the deed, the tickets and tasks as they stand again, and what others are told."""

    deed: str
    tickets: list[Ticket] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    told: list[Outgoing] = field(default_factory=list)
    beside: str = ""
    """What is said of what cannot be taken back: words that were sent to groups."""
    moved: set[int] = field(default_factory=set)
    """The tickets whose status went back."""

    def outcome(self, ticket: Ticket) -> str:
        """What is said of one ticket: “确认”已撤销，现在待确认."""
        now = f"，现在{Status(ticket.status).label}" if ticket.number in self.moved else ""
        return f"“{self.deed}”已撤销{now}"


def keep(desk: Desk, occasion: str, deed: str, said: int) -> None:
    """Keep this work as the speaker's last deed, if it was one. `said`: how many messages it posts."""
    actor = desk.speaker.actor
    images = list(desk.images.changes(desk.session, actor))
    if actor == BOT or not (images or desk.final):
        return
    last = Undo(actor=actor, deed=deed, occasion=occasion, said=said, at=desk.now, final=desk.final)
    undo.keep(desk.session, last, [] if desk.final else images)


def take_back(desk: Desk, numbers: Sequence[int] = ()) -> TakenBack:
    """Take the speaker's last deed back; with `numbers` only if it was about these tickets."""
    last = undo.last_deed(desk.session, desk.speaker.actor)
    if last is None or desk.now - last.at >= COUNTS:
        raise Refusal(NOTHING, if_pointed=True)
    if last.final == Final.GATHERED:
        return _take_apart(desk, last)
    if last.final:
        raise Refusal(TOLD[Final(last.final)])
    images = undo.images_of(desk.session, last.actor)
    _check_numbers(last, images, numbers)
    if not undo.settle(desk.session, last.actor, Final.UNDONE):
        raise Refusal(TOLD[Final.UNDONE])
    back = TakenBack(last.deed)
    for image in images:
        _put_back(desk, back, image)
    heard = retraction.take_back(desk.session, [f"{last.occasion}/{n}" for n in range(last.said)])
    _tell(desk, back, heard)
    desk.has_effect = True
    return back


def _take_apart(desk: Desk, last: Undo) -> TakenBack:
    """One matter was made of several tickets: they stand as before, each told where it was reported."""
    channel, _, message_id = last.occasion.partition("/")
    found = receipt.receipt_of(desk.session, channel, message_id)
    parent = tickets.by_number(desk.session, (found.ticket if found else None) or 0)
    if parent is None:
        raise Refusal(NOTHING)
    _, told = scatter.scatter(desk, parent)
    last.final, desk.final = Final.UNDONE, None
    desk.session.add(last)
    return TakenBack(last.deed, [parent], told=told, moved={parent.number})


def forget_old(office: Office, now: datetime) -> None:
    """Erase what is kept of deeds that can be taken back no more."""
    with office.database.reading() as session:
        old = undo.older_than(session, now - COUNTS)
    if old:
        with office.database.session() as session:
            for actor in undo.older_than(session, now - COUNTS):
                undo.forget(session, actor)


def _check_numbers(last: Undo, images: Sequence[UndoImage], numbers: Sequence[int]) -> None:
    """A number is no choice among several deeds: there is one, and it is taken back as a whole."""
    changed = {image.row_id for image in images if image.kind == Ticket.__tablename__}
    if numbers and set(numbers) != changed:
        raise Refusal(f"能撤销的是整个最后一步“{last.deed}”，要撤销请只回复：撤销")


def _put_back(desk: Desk, back: TakenBack, image: UndoImage) -> None:
    row = undo.put_back(desk.session, image, desk.now, may_have_grown=_only_echoed(desk, image))
    if row is None:
        raise Refusal(_moved(desk, back.deed, image))
    if isinstance(row, Ticket):
        _stand_again(desk, back, row, image)
    elif isinstance(row, Task):
        task.free_number(desk.session, row)
        back.tasks.append(row)
    elif isinstance(row, Broadcast):
        back.beside += take_back_notice(desk, row)


def _stand_again(desk: Desk, back: TakenBack, ticket: Ticket, image: UndoImage) -> None:
    """A ticket stands as before: the timeline says so, and the handler it goes back to is told."""
    first, last = _seq(image.was) + 1, _seq(image.became)
    for one in event.timeline(desk.session, ticket.number):
        if first <= one.seq <= last and one.action in OWN_WORDS:
            event.erase_note(desk.session, one.id or 0)
    if ticket.status not in IN_WORK:
        question.close(desk.session, ticket, desk.now)
    if "counted_as" in image.was:
        teach.take_back(desk, ticket, str(image.became["counted_as"]))
    desk.record(ticket, Action.UNDO, undone=[first, last], to=ticket.status)
    back.tickets.append(ticket)
    if "status" in image.was:
        back.moved.add(ticket.number)
    if "handler_id" in image.was and ticket.status in (Status.CONFIRMED, Status.HANDLING):
        back.told += notify_handler(desk, ticket)


def _tell(desk: Desk, back: TakenBack, heard: Sequence[OutboxMessage]) -> None:
    """One sentence to each chat that had heard of it, unless it is told already.

    What was about no ticket is told to others in private only.
    """
    tickets = {ticket.number: ticket for ticket in back.tickets}
    told = {(one.to, one.ticket) for one in back.told}
    for row in heard:
        to = Chat(row.channel, row.group_id, row.user_id)
        ticket = tickets.get(row.ticket or 0)
        if ticket is not None and (to, row.ticket) not in told:
            told.add((to, row.ticket))
            text = f"{mark(ticket)}刚才的{back.outcome(ticket)}"
            back.told.append(Outgoing(to, text, mentions=tuple(row.mentions), ticket=ticket.number))
        elif row.ticket is None and row.user_id not in (None, desk.speaker.account):
            back.told.append(Outgoing(to, f"刚才的“{back.deed}”已撤销"))


def _moved(desk: Desk, deed: str, image: UndoImage) -> str:
    """Who did what meanwhile, so that it cannot be taken back."""
    if image.kind == Ticket.__tablename__:
        later = _later(desk, image)
        for one in reversed([step for step in later if step.action != Action.ASSIGN]):
            action = Action(one.action)
            step = MOVES[action].label if action in MOVES else STEPS[action]
            return f"【{image.row_id}号】{_who(desk, one)}已{step}，不能再撤销“{deed}”"
    return f"后来又有变动，不能再撤销“{deed}”"


def _only_echoed(desk: Desk, image: UndoImage) -> bool:
    """Whether all that happened to a ticket since is that others told the same, or that they do not."""
    if image.kind != Ticket.__tablename__:
        return False
    return {one.action for one in _later(desk, image)} <= {Action.JOIN, Action.LEAVE}


def _later(desk: Desk, image: UndoImage) -> Sequence[TicketEvent]:
    """The steps of a ticket's timeline since the deed."""
    steps = event.timeline(desk.session, image.row_id)
    return [one for one in steps if one.seq > _seq(image.became)]


def _who(desk: Desk, step: TicketEvent) -> str:
    kind, _, number = step.actor.partition(":")
    if kind == "party":
        return "当事人"
    known = desk.person(int(number)) if kind == "person" else None
    if known is not None and known.roster == STAFF:
        return known.name
    return "系统" if step.actor == BOT else "反映人"


def _seq(values: Values) -> int:
    return int(str(values["last_seq"]))
