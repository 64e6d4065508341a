"""`import grid`: the tree 网格, in any order of rows; what moves takes all below it along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from handlers.imports.cells import code, name
from handlers.imports.columns import Column
from handlers.imports.draft import County, Draft, Kind, Tally
from handlers.imports.lines import Flaws, Line, blame_repeated
from models.grid import GridNode
from models.imports import Register
from models.place_names import note_change
from models.stored import StoredNode

COLUMNS = (
    Column("code", ("编码", "网格编码", "编号", "代码"), code, blank="", required=True, filled=True),
    Column("name", ("名称", "网格名称"), name(60), blank="", required=True, filled=True),
    Column("level", ("层级", "级别"), name(20), blank="", required=True, filled=True),
    Column("parent", ("上级编码", "上级", "上级网格编码"), code, blank="", required=True),
)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One place; an empty parent makes it a root."""

    line: Line
    code: str
    name: str
    level: str
    parent: str


@dataclass
class GridDraft:
    """The places of a file over those that are stored."""

    rows: Sequence[GridRow]
    stored: Mapping[str, StoredNode]

    @cached_property
    def stored_parents(self) -> dict[str, str]:
        """Every stored place's parent, by code; a root's is ""."""
        codes = {node.id: node.code for node in self.stored.values()}
        return {node.code: codes.get(node.parent_id or 0, "") for node in self.stored.values()}

    @cached_property
    def parents(self) -> dict[str, str]:
        """Every place's parent as it will be."""
        return self.stored_parents | {row.code: row.parent for row in self.rows}

    @property
    def tally(self) -> Tally:
        """Places that only move along with one above them are not counted as changed."""
        new = {row.code for row in self.rows if row.code not in self.stored}
        changed = {row.code for row in self.rows if row.code not in new and self._differs(row)}
        return Tally.of((row.code for row in self.rows), new, changed)

    def write(self, register: Register) -> None:
        """Add the new places, then set names, parents and paths of all that differ."""
        new = [row for row in self.rows if row.code not in self.stored]
        blank = {"parent_id": None, "path": ""}
        register.add(
            GridNode, [{"code": row.code, "name": row.name, "level": row.level} | blank for row in new]
        )
        ids = {node.code: node.id for node in self.stored.values()}
        ids |= register.node_ids([row.code for row in new])
        different = list(self._differences(ids))
        register.change(GridNode, different)
        if different:  # a new place is among them: it had no path yet
            note_change(register.session)

    def _differs(self, row: GridRow) -> bool:
        old = self.stored[row.code]
        was = (old.name, old.level, self.stored_parents[row.code])
        return was != (row.name, row.level, row.parent)

    def _differences(self, ids: Mapping[str, int]) -> Iterable[dict[str, Any]]:
        paths = paths_of(self.parents, ids)
        rows = {row.code: row for row in self.rows}
        for place, id_ in ids.items():
            old, row = self.stored.get(place), rows.get(place)
            latest = row or old
            if latest is None:
                continue
            parent = ids.get(self.parents[place])
            wanted = (latest.name, latest.level, parent, paths[place])
            if old is None or wanted != (old.name, old.level, old.parent_id, old.path):
                yield dict(zip(("name", "level", "parent_id", "path"), wanted, strict=True)) | {"id": id_}


def paths_of(parents: Mapping[str, str], ids: Mapping[str, int]) -> dict[str, str]:
    """The path of every place; `parents` has no circle."""
    paths = {"": "/"}
    for start in ids:
        climbed = [start]
        while climbed[-1] not in paths:
            climbed.append(parents[climbed[-1]])
        for place in reversed(climbed[:-1]):
            paths[place] = f"{paths[parents[place]]}{ids[place]}/"
    return paths


def in_circles(parents: Mapping[str, str]) -> set[str]:
    """The places whose chain of parents leads back to themselves."""
    cleared, circles = {""}, set[str]()
    for start in parents:
        climbed: dict[str, None] = {}
        place = start
        while place not in cleared and place not in climbed:
            climbed[place] = None
            place = parents.get(place, "")
        if place in climbed:
            chain = list(climbed)
            circles.update(chain[chain.index(place) :])
        cleared.update(climbed)
    return circles


def draw_up(rows: Sequence[GridRow], register: Register, _county: County, flaws: Flaws) -> Draft:
    """Judge the tree as it would be with these rows."""
    draft = GridDraft(rows, {node.code: node for node in register.nodes()})
    blame_repeated(rows, lambda row: row.code, "code", flaws)
    circles = in_circles(draft.parents)
    for row in rows:
        if row.parent and row.parent not in draft.parents:
            flaws.add(
                row.line, "parent", "no place has this code, in this file or before; add it or correct it"
            )
        elif row.code in circles:
            flaws.add(row.line, "parent", "it would lie below itself; name a place above it")
    return draft


KIND = Kind("grid", COLUMNS, GridRow, draw_up)
