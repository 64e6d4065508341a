"""绑定: a group chat belongs to a place from now on; 解绑: to none."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.actions import guard
from handlers.desk import Desk
from handlers.refusal import Refusal
from models import bind_code, grid, group
from models.appointment import holders, reachable
from models.bind_code import BindCode
from models.grid import GridNode
from models.group import ChatGroup
from models.group_deeds import GroupDeed
from models.outbox import Chat
from models.role import Role
from models.undo import Final


@dataclass(frozen=True, slots=True)
class Target:
    """The place that a code means; `once`: the one-time code itself, which needs no right of the speaker."""

    node: GridNode
    once: BindCode | None = None


def target(desk: Desk, said: str) -> Target | None:
    """The place that is meant by a one-time code or, said by one of the staff, by a place's own code."""
    code = bind_code.find(desk.session, said, desk.now)
    if code is not None and code.node_id is not None:
        return Target(desk.node(code.node_id), code)
    node = None
    if desk.speaker.posts:
        node = grid.by_code(desk.session, said) or grid.by_code(desk.session, said.upper())
    return Target(node) if node is not None else None


def bind(desk: Desk, chat: Chat, to: Target) -> ChatGroup:
    """Bind a group; one that belongs elsewhere is moved only by who has rights over both places."""
    if to.once is None:
        guard.check_place(desk, to.node, GroupDeed.BIND)
    home = group.known_group(desk.session, chat.channel, chat.group_id or "")
    if home is not None and home.is_bound:
        _check_move(desk, home, to.node)
    if to.once is not None and not bind_code.use_up(desk.session, to.once):
        raise Refusal("这个绑定码已经用过了，请再要一个")
    if home is None:
        home = ChatGroup(channel=chat.channel, group_id=chat.group_id or "", node_id=to.node.id or 0)
    home.node_id, home.unbound_at, home.muted_until = to.node.id or 0, None, None
    desk.session.add(home)
    desk.session.flush()
    group.name_owner(desk.session, home, _owner(desk, to.node), desk.now)
    desk.has_effect, desk.final = True, Final.BOUND
    return home


def unbind(desk: Desk, home: ChatGroup) -> None:
    """The group belongs to no place; what is open stays with its place, and is told in private."""
    guard.check_group(desk, home, GroupDeed.UNBIND)
    home.unbound_at, home.muted_until = desk.now, None
    desk.session.add(home)
    desk.has_effect, desk.final = True, Final.UNBOUND


def _check_move(desk: Desk, home: ChatGroup, to: GridNode) -> None:
    place = desk.place_name(home.node_id)
    if home.node_id == to.id:
        raise Refusal(f"这个群已经绑定{place}了")
    if not guard.may(desk, home, GroupDeed.UNBIND):
        raise Refusal(f"这个群已经绑定{place}，要换请群主或网格长先发：解绑")


def _owner(desk: Desk, node: GridNode) -> int | None:
    """Who owns the group: the speaker if he holds that post here, else whoever does."""
    posts = holders(desk.session, node.path, (Role.OWNER,), desk.now)
    here = [one for _, at, one in posts if at == node.id]
    mine = [one for one in here if one.id == desk.speaker.person_id]
    return next((one.id for one in mine or reachable(desk.session, here) or here), None)
