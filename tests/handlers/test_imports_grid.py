"""Importing the grid: any order, whole subtrees move, circles and unknown parents are told."""

from __future__ import annotations

import time

import pytest

from models.database import Database
from models.grid import GridNode
from tests.handlers.desk_of_imports import GRID, Desk, blamed, counts


@pytest.fixture
def desk(database: Database) -> Desk:
    """An empty county."""
    return Desk(database)


def places(desk: Desk) -> dict[str, tuple[str, str]]:
    """Every place's name and its path in codes."""
    nodes = desk.all(GridNode)
    codes = {str(node.id): node.code for node in nodes}
    return {
        node.code: (node.name, "/".join(codes[part] for part in node.path.strip("/").split("/")))
        for node in nodes
    }


def test_children_may_come_before_their_parents(desk: Desk) -> None:
    """The order of the rows is free."""
    header, *rows = GRID.splitlines()
    assert counts(desk.imports("grid", "\n".join([header, *reversed(rows)]))) == (5, 0, 0)
    assert places(desk)["C3"] == ("3组", "X/Z/C/C3")
    assert {node.path for node in desk.all(GridNode) if node.parent_id is None} == {
        f"/{node.id}/" for node in desk.all(GridNode) if node.code == "X"
    }


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    """An import can be repeated."""
    desk.imports("grid", GRID)
    before = desk.all(GridNode)
    assert counts(desk.imports("grid", GRID)) == (0, 0, 5)
    assert desk.all(GridNode) == before


def test_a_moved_place_takes_all_below_it_along(desk: Desk) -> None:
    """Moving a village rewrites the paths of its groups, which are not in the file."""
    desk.imports("grid", GRID)
    moved = desk.imports("grid", "编码|名称|层级|上级编码\nY|山口镇|镇|X\nC|幸福社区|社区|Y")
    assert counts(moved) == (1, 1, 0)
    assert places(desk)["C"] == ("幸福社区", "X/Y/C")
    assert places(desk)["C4"] == ("4组", "X/Y/C/C4")
    assert places(desk)["Z"] == ("柳林镇", "X/Z")


def test_two_places_may_swap_their_order(desk: Desk) -> None:
    """What lay below may come to lie above, if the file says so of both."""
    desk.imports("grid", GRID)
    assert counts(desk.imports("grid", "编码|名称|层级|上级编码\nC|幸福村|村|X\nZ|柳林镇|镇|C")) == (0, 2, 0)
    assert places(desk)["Z"][1] == "X/C/Z"
    assert places(desk)["C3"][1] == "X/C/C3"


def test_circles_unknown_parents_and_repeated_codes_are_told_at_every_row(desk: Desk) -> None:
    """One bad row keeps all others out."""
    outcome = desk.imports(
        "grid",
        "编码|名称|层级|上级编码\nA|甲|村|B\nB|乙|村|A\nD|丁|组|没有\nE|戊|组|E\nF|己|组|\nF|庚|组|\nG||组|F",
    )
    assert blamed(outcome) == [
        (2, "parent"),
        (3, "parent"),
        (4, "parent"),
        (5, "parent"),
        (6, "code"),
        (7, "code"),
        (8, "name"),
    ]
    assert outcome.flaws[4].reason == "stands in row 7 too; keep one of them"
    assert desk.all(GridNode) == []


def test_a_circle_over_what_is_stored_is_told(desk: Desk) -> None:
    """A place can't be moved below its own subtree."""
    desk.imports("grid", GRID)
    assert blamed(desk.imports("grid", "编码|名称|层级|上级编码\nZ|柳林镇|镇|C3")) == [(2, "parent")]
    assert places(desk)["Z"][1] == "X/Z"


def test_a_dry_run_tells_the_same_and_writes_nothing(desk: Desk) -> None:
    """--dry-run is a rehearsal."""
    rehearsed = desk.imports("grid", GRID, dry_run=True)
    assert desk.all(GridNode) == []
    assert rehearsed.tally == desk.imports("grid", GRID).tally


def test_five_thousand_places_come_within_seconds(desk: Desk) -> None:
    """A county's whole tree is one short transaction."""
    rows = [f"G{n}|{n}组|组|V{n % 104}" for n in range(4_900)]
    rows += [f"V{n}|{n}村|村|R" for n in range(104)] + ["R|县|县|"]
    start = time.monotonic()
    assert counts(desk.imports("grid", "\n".join(["编码|名称|层级|上级编码", *rows]))) == (5_005, 0, 0)
    assert time.monotonic() - start < 10
