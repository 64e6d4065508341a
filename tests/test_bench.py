"""What the benchmarks measure with is what they say it is."""

import json

import pytest

from models.space import Space, known_identity
from models.ticket import OPEN
from nlp.verdict import Verdict
from tests.bench import open_tickets, starting, throughput, village
from tests.nlp.village_reports import REPORTS
from tests.town import CHANNEL, Town


def test_there_are_twelve_thousand_different_places() -> None:
    """As many as a large county has."""
    assert len(set(starting.places())) == starting.PLACES == 12_000


def test_the_mix_is_92_to_8() -> None:
    """Within what chance does to so many."""
    reports = tuple(text for several in REPORTS.values() for text in several)
    mixed = throughput.messages()
    share = sum(text.startswith(reports) for text in mixed) / len(mixed)
    assert 0.07 < share < 0.09


def test_the_tutorials_bot_has_forty_lists_of_some_thirty_words() -> None:
    """No straw man, and no giant: about what a first bot has."""
    assert len(throughput.KEYWORDS) == 40
    assert all(20 <= len(words) <= 40 for words in throughput.KEYWORDS.values())


def test_the_open_tickets_are_what_they_are_said_to_be(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some thousand of them: every one open, each pending one asked about, and the town still works."""
    monkeypatch.setattr(open_tickets, "TICKETS", 1_000)
    monkeypatch.setattr(open_tickets, "VILLAGES", 3)
    with town.database.session() as session:
        reporter = known_identity(session, Space((CHANNEL,)), "u-wang", None).id or 0
    open_tickets.fill(town, reporter)
    assert len(town.tickets()) == 1_000
    assert {ticket.status for ticket in town.tickets()} <= set(OPEN)
    town.says("李群主", "确认 5")
    assert town.ticket(5).status == "confirmed"
    town.says("张大爷", "6栋楼下的井盖不见了，没人管")
    assert town.ticket(1_001).category == "roads_transport"
    assert town.alarms == []


def test_the_village_figures_tell_no_row() -> None:
    """Nobody who reads them has seen a message of the set; whoever takes all for reports is told so."""
    alarm = Verdict("service", "register", "utilities", "水电", "normal", False, 1.0)
    told = "\n".join(village.figures(lambda _text: alarm))
    assert "talk, register       100.00%" in told
    rows = [json.loads(line)["text"] for line in village.SET.read_text(encoding="utf-8").splitlines()]
    assert not [text for text in rows if len(text) > 8 and text in told]
