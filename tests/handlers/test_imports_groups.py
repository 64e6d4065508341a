"""Importing groups: which chat belongs to which place, and who owns it since when."""

from __future__ import annotations

import pytest

from models.database import Database
from models.group import OWNER, ChatGroup, GroupKeeper, bound_group, keepers
from tests.handlers.desk_of_imports import Desk, blamed, counts

HEADER = "渠道|群号|网格编码|群主\n"
GROUPS = HEADER + "village|g3|C3|S1\nvillage|g4|C4|"


@pytest.fixture
def desk(database: Database) -> Desk:
    """A county with grid and staff."""
    return Desk(database).settled()


def owners(desk: Desk, name: str) -> list[str]:
    """The codes of a group's owners now."""
    with desk.writing() as session:
        group = bound_group(session, "village", name)
        assert group is not None
        return [person.code for person in keepers(session, group.id or 0, OWNER, desk.now)]


def test_a_group_is_bound_to_its_place_and_its_owner(desk: Desk) -> None:
    """An owner may be missing; a second import changes nothing."""
    outcome = desk.imports("groups", GROUPS)
    assert counts(outcome) == (2, 0, 0)
    assert outcome.tally.details == {"owners named": 1}
    assert (owners(desk, "g3"), owners(desk, "g4")) == (["S1"], [])
    desk.later(days=1)
    assert counts(desk.imports("groups", GROUPS)) == (0, 0, 2)
    assert len(desk.all(GroupKeeper)) == 1


def test_a_changed_owner_ends_the_former_one_at_once(desk: Desk) -> None:
    """Nobody owns a group beside the new owner; the former one stays as history."""
    desk.imports("groups", GROUPS)
    desk.later(days=3)
    assert counts(desk.imports("groups", HEADER + "village|g3|C3|S2")) == (0, 1, 0)
    assert owners(desk, "g3") == ["S2"]
    assert [one.until for one in desk.all(GroupKeeper)] == [desk.now, None]


def test_an_empty_owner_leaves_the_owner_and_a_group_may_move(desk: Desk) -> None:
    """A file can say less than what is stored."""
    desk.imports("groups", GROUPS)
    assert counts(desk.imports("groups", HEADER + "village|g3|C4|")) == (0, 1, 0)
    assert owners(desk, "g3") == ["S1"]
    assert len({group.node_id for group in desk.all(ChatGroup)}) == 1


def test_unknown_places_owners_channels_and_repeated_groups_are_told(desk: Desk) -> None:
    """What a row refers to must exist."""
    outcome = desk.imports(
        "groups",
        HEADER + "village|g3|C9|S1\nvillage|g4|C4|S9\nelsewhere|g5|C4|\nvillage|g6|C3|\nvillage|g6|C4|",
    )
    assert blamed(outcome) == [(2, "grid"), (3, "owner"), (4, "channel"), (5, "group_id"), (6, "group_id")]
    assert desk.all(ChatGroup) == []


def test_a_group_that_was_let_go_is_bound_again(desk: Desk) -> None:
    """解绑 in the chat, then the same file once more: the group belongs to its place again."""
    desk.imports("groups", GROUPS)
    with desk.writing() as session:
        let_go = bound_group(session, "village", "g3")
        assert let_go is not None
        let_go.unbound_at = desk.now
        session.add(let_go)
        session.commit()
    assert counts(desk.imports("groups", GROUPS)) == (0, 1, 1)
    assert owners(desk, "g3") == ["S1"]
