"""One cast: whoever is on the stage is in the town too, in the same post at a place of the same name."""

from __future__ import annotations

from bot.demo.cast import the_cast
from bot.demo.county import build_county
from tests.demo.conftest import TODAY
from tests.town import CAST, GRID

CODES = {"QH": "ROOT", "QH01": "A1", "QH0101": "B1", "QH010103": "C3"}
"""The stage's places, and the town's."""


def test_who_plays_is_who_lives_in_the_town() -> None:
    """The same people, with the same posts; whoever lives at the place in one does in the other."""
    for player in the_cast().players.values():
        member = CAST[player.name]
        assert [(role.value, place) for role, place in member.posts] == (
            [(player.role, CODES[player.grid])] if player.role else []
        )
        assert (member.roster is None) == (player.part == "陌生人")
        assert (member.phone or "") == player.phone
        if player.role == "department":
            assert member.unit == player.unit


def test_the_places_have_the_same_names() -> None:
    """So that what is said about a place reads the same."""
    names = {row["code"]: row["name"] for row in build_county(TODAY).grid}
    town = {code: name for code, name, _, _ in GRID}
    assert {names[stage] == town[here] for stage, here in CODES.items()} == {True}
