"""广播: a notice to all groups under a place: shown first, sent after a yes, and accounted for."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import MOST_LISTED, clock
from models import broadcast, grid, question
from models.broadcast import Account, Broadcast, LeftOut
from models.grid import GridNode, is_at_or_above
from models.outbox import Choice
from models.permission import roles_over
from models.question import Asking, Question
from models.role import Role
from models.undo import Final

SENDERS = frozenset({Role.CADRE, Role.TOWN, Role.COUNTY})
"""Who may send to the groups at and below his place."""
HOLDS = timedelta(hours=24)
"""So long after it began a notice still goes to a group that was silent until then."""
PATIENCE = timedelta(hours=1)
"""How long a yes to the preview counts."""
LEAST, MOST = 4, 1000
EVERYBODY = re.compile(r"@(?:所有人|全体成员|all)\s*", re.IGNORECASE)
CHOICES = (Choice("发", "发出广播"), Choice("不发", "不发广播"))
WHY = {
    LeftOut.MUTED: "静音",
    LeftOut.UNBOUND: "已解绑",
    LeftOut.ANSWERS_ONLY: "机器人只能应答",
    LeftOut.LATE: "过时",
    LeftOut.STOPPED: "停发",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be sent, and where to."""

    node_id: int
    text: str
    urgent: bool


def words_of(place: GridNode, said: str) -> str:
    """A notice as the groups read it: who says it, and the words; nobody is called by @所有人."""
    plain = EVERYBODY.sub("", said).strip()
    plain = re.sub(r"^通知\s*[:：]?\s*", "", plain)
    if len(plain) < LEAST:
        raise Refusal("请写明内容，例：广播 幸福村 明天上午停水")
    if len(plain) > MOST:
        raise Refusal(f"广播最多{MOST}字，请缩短")
    return f"{place.name}通知：{plain}"


def preview(desk: Desk, draft: Draft) -> str:
    """Ask whoever wrote it whether it is to go; a preview before this one counts no more."""
    place = desk.node(draft.node_id)
    count = broadcast.groups_under(desk.session, place.path)
    if not count:
        raise Refusal(f"{place.name}还没有绑定的群，发不出去")
    me = desk.speaker.person_id or 0
    for former in waiting(desk):
        question.end(desk.session, former, desk.now)
    asked = Question(
        asking=Asking.BROADCAST,
        payload=json.dumps(asdict(draft), ensure_ascii=False),
        asked_at=desk.now,
        next_at=desk.now + PATIENCE,
    )
    desk.session.add(asked)
    desk.session.flush()
    question.ask(desk.session, asked, me, desk.now)
    desk.has_effect = True
    start = start_of(desk, draft.urgent)
    later = f"，{clock(desk, start)}发出" if start > desk.now else ""
    return f"要发到{place.name}的{count}个群{later}：1 发 2 不发\n{draft.text}"


def waiting(desk: Desk) -> list[Question]:
    """The previews that the speaker has not answered."""
    found = question.open_for(desk.session, desk.speaker.person_id or 0, desk.now)
    return [one for one in found if one.asking == Asking.BROADCAST]


def settled(desk: Desk, asked: Question, *, yes: bool) -> str:
    """His answer: it goes out from now on, or it is forgotten."""
    draft = Draft(**json.loads(asked.payload or "{}"))
    question.end(desk.session, asked, desk.now)
    desk.has_effect = True
    if not yes:
        return "好的，这条不发"
    place = desk.node(draft.node_id)
    if not may_send(desk, place):
        raise Refusal("您现在不在任，这条广播不能发出")
    notice, count = begin(desk, draft)
    desk.deed = "广播"
    when = f"{clock(desk, notice.start_at)}发" if notice.start_at > desk.now else "开始发"
    return f"广播{notice.id}：{when}到{count}个群；看结果发 送达 {notice.id}，停下发 停发 {notice.id}"


def begin(desk: Desk, draft: Draft) -> tuple[Broadcast, int]:
    """Write it down with all its groups; the clock carries it on. In how many groups."""
    start = start_of(desk, draft.urgent)
    notice = Broadcast(
        node_id=draft.node_id,
        by_id=desk.speaker.person_id,
        text=draft.text,
        urgent=draft.urgent,
        at=desk.now,
        start_at=start,
        ends_at=start + HOLDS,
    )
    count = broadcast.begin(desk.session, notice, desk.node(draft.node_id).path)
    desk.images.remember_new(notice)
    desk.has_effect = True
    return notice, count


def stop(desk: Desk, notice: Broadcast) -> str:
    """What has not gone out goes to nobody any more."""
    if notice.until is not None:
        raise Refusal(f"广播{notice.id}已经停发")
    notice.until = desk.now
    desk.session.add(notice)
    desk.session.flush()
    desk.has_effect, desk.final = True, Final.STOPPED
    return f"广播{notice.id}已停发{take_back(desk, notice)}"


def take_back(desk: Desk, notice: Broadcast) -> str:
    """Stop the rest of it; what is said of what cannot be taken back."""
    sent = broadcast.stop_rest(desk.session, notice.id or 0)
    return f"，已发出的{sent}个群收不回" if sent else ""


def told(desk: Desk, notice: Broadcast) -> str:
    """The delivery account: every group counted once, failures by place."""
    found = broadcast.account(desk.session, notice.id or 0)
    lines = [f"失败：{desk.place_name(node)}（{why}）" for node, why in found.failed[:MOST_LISTED]]
    left = [f"{WHY[LeftOut(why)]}{count}个" for why, count in sorted(found.left_out.items())]
    head = f"广播{notice.id}（{desk.node(notice.node_id).name}）：{_counts(found)}"
    return "\n".join([head, *lines, *(["没发：" + "、".join(left)] if left else [])])


def may_send(desk: Desk, place: GridNode) -> bool:
    """Whether the speaker may send to the groups of a place."""
    return bool(roles_over(desk.speaker.posts, place.path) & SENDERS)


def places(desk: Desk, word: str) -> Sequence[GridNode]:
    """The places under the speaker's posts that a word names, by code or name."""
    found = {
        node.id: node
        for post in desk.speaker.posts
        if post.role in SENDERS
        for node in grid.named(desk.session, post.path, word)
    }
    return list(found.values())


def own_places(desk: Desk) -> Sequence[GridNode]:
    """The places for which the speaker may send; of one above another the upper only."""
    posts = [post for post in desk.speaker.posts if post.role in SENDERS]
    upper = [
        one
        for one in posts
        if not any(is_at_or_above(two.path, one.path) and two.path != one.path for two in posts)
    ]
    return [desk.node(node_id) for node_id in dict.fromkeys(post.node_id for post in upper)]


def start_of(desk: Desk, urgent: bool) -> datetime:
    """Now; in the quiet hours only what is urgent, the rest when they end."""
    return desk.now if urgent else desk.office.calendar.next_loud(desk.now)


def _counts(found: Account) -> str:
    left = sum(found.left_out.values())
    parts = (("已发", found.sent), ("等待", found.waiting), ("失败", len(found.failed)), ("没发", left))
    return f"共{found.total}个群，" + "，".join(
        f"{word}{count}" for word, count in parts if count or word == "已发"
    )
