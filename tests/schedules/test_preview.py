"""The preview tells what will go out: no more, no less, and sends nothing itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models.crypto import KeyRing
from models.database import Database
from models.plan import Actor, AtEnd, Whom
from models.rhythm import Cadence, Moved
from models.role import Role
from schedules import preview as previewing
from schedules.digest_text import text_of
from schedules.forecast import Forecast
from schedules.pack import BUILT_IN, load_pack, load_plan
from schedules.preview import UnknownGridError, preview, situation
from tests.schedules.county import County, at, families

Parts = list[dict[str, Any]]
FIRST, LAST = date(2026, 9, 14), date(2026, 10, 15)
HOURS = ("07:00", "08:30", "10:30", "12:30", "15:30", "20:30", "22:30")


def foretold(county: County, until: date, now: datetime) -> dict[str, str]:
    """The digests of the forecast in words, as the runner would write them."""
    found: dict[str, str] = {}
    with county.database.reading() as session:
        names: dict[int, str] = {}
        pages = previewing.Pages(session, county.office, "/")
        for occasion, digest in Forecast(situation(session, county.office, now)).digests(until):
            name = names.setdefault(digest.person_id, next(pages.of(digest, occasion.moment))["recipient"])
            found[f"{name} {digest.day}"] = text_of(session, digest, county.office.plans)
    return found


@contextmanager
def fresh(sqlite_template: Path, folder: Path) -> Iterator[Database]:
    """A database for one example."""
    file = folder / "example.db"
    file.write_bytes(sqlite_template.read_bytes())
    opened = Database(f"sqlite:///{file}", KeyRing("preview", [bytes(32)]))
    try:
        yield opened
    finally:
        opened.close()
        for rest in folder.glob("example.db*"):
            rest.unlink()


@pytest.fixture
def county(sqlite: Database) -> County:
    """Two villages of one town."""
    county = County.founded(sqlite)
    county.village("幸福村", "周主任", "吴律师")
    county.village("清泉村", "冯主任")
    for name in families(3):
        county.enrols(name, "幸福村")
    county.enrols("老马", "清泉村")
    return county


def test_a_part_says_what_who_where_and_when(county: County) -> None:
    """The keys of CONTRACT, as JSON takes them."""
    first, *_ = preview(county.office, date(2026, 10, 1), date(2026, 10, 9), "幸福村", at("2026-10-01"))
    assert first["at"] == "2026-10-08T08:30:00+08:00"
    assert (first["kind"], first["plan"], first["grid"]) == ("open", "contact", "幸福村")
    assert (first["recipient"], first["channel"], first["period"]) == ("周主任", "bridge", "2026Q4")
    assert first["digest"].startswith("digest:")
    assert first["digest"].endswith(":2026-10-08")
    assert first["items"] == [{"number": n, "name": f"户00{n}"} for n in (1, 2, 3)]


def test_parts_of_one_message_share_its_digest(county: County) -> None:
    """What an adviser left undone and the month's half-time reach the cadre in one message."""
    parts = list(preview(county.office, date(2026, 11, 2), date(2027, 1, 4), None, at("2026-10-01")))
    kinds = [(part["at"][:10], part["kind"], part["plan"], part["recipient"]) for part in parts]
    assert ("2026-11-02", "tell", "adviser", "周主任") in kinds
    assert ("2026-11-16", "remind", "contact", "周主任") in kinds
    assert ("2027-01-04", "tell", "contact", "钱镇长") in kinds
    town = [part for part in parts if part["recipient"] == "钱镇长"]
    assert len({part["digest"] for part in town}) == 1
    assert {part["grid"] for part in town} == {"幸福村", "清泉村"}
    assert [part["at"] for part in parts] == sorted(part["at"] for part in parts)


def test_it_changes_nothing(county: County) -> None:
    """No task is opened and nothing is posted."""
    assert list(preview(county.office, date(2026, 10, 1), date(2027, 10, 1), None, at("2026-10-01")))
    assert (county.tasks(), county.digests()) == ([], {})


def test_what_was_sent_today_is_not_foretold_again(county: County) -> None:
    """After the morning's round the preview of today is empty, and so is that of past days."""
    county.runs(at("2026-10-08"))
    now = at("2026-10-08", "09:00")
    assert list(preview(county.office, date(2026, 9, 1), date(2026, 10, 8), None, now)) == []


def test_an_unknown_place_is_refused(county: County) -> None:
    """The error names the code."""
    with pytest.raises(UnknownGridError, match="NOWHERE"):
        list(preview(county.office, FIRST, LAST, "NOWHERE", at("2026-10-01")))


entries = st.lists(
    st.tuples(
        st.sampled_from(["幸福村", "清泉村", "无人村"]),
        st.dates(FIRST - timedelta(days=60), LAST),
        st.sampled_from([None, "周主任", "冯主任", "离任者"]),
    ),
    max_size=8,
)


@dataclass(frozen=True)
class Case:
    """One county: who is enrolled where and since when under whom, the plan, and the day of a handover."""

    entries: list[tuple[str, date, str | None]]
    cadence: Cadence
    half_time: bool
    last_days: int
    leaves: date
    moved: Moved


cases = st.builds(
    Case,
    entries=entries,
    cadence=st.sampled_from([Cadence.QUARTER, Cadence.MONTH, Cadence.HALF_MONTH, Cadence.WEEK]),
    half_time=st.booleans(),
    last_days=st.integers(0, 6),
    leaves=st.dates(FIRST, LAST),
    moved=st.sampled_from(Moved),
)


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(case=cases)
def test_it_agrees_with_what_then_goes_out(sqlite_template: Path, tmp_path: Path, case: Case) -> None:
    """Over 中秋, 国庆 and their make-up days, with many rounds a day, entries midway and a handover."""
    with fresh(sqlite_template, tmp_path) as database:
        county = _arranged(County.founded(database), case)
        now = at(FIRST.isoformat(), "00:00")
        expected = foretold(county, LAST, now)
        middle = FIRST + timedelta(days=14)
        county.days(FIRST.isoformat(), middle.isoformat(), HOURS)
        later = foretold(county, LAST, at(middle.isoformat(), "23:45"))
        county.days((middle + timedelta(days=1)).isoformat(), LAST.isoformat(), HOURS)
        assert county.digests() == expected
        assert later == {key: text for key, text in expected.items() if key[-10:] > middle.isoformat()}


def _arranged(county: County, case: Case) -> County:
    county.village("幸福村", "周主任", "吴律师")
    county.village("清泉村", "冯主任")
    county.node("无人村", "村", "A1")
    county.staff("离任者", Role.CADRE, "幸福村", since=at("2025-02-01"))
    county.leaves("离任者", at("2026-09-01"))
    for number, (village, since, responsible) in enumerate(case.entries):
        county.enrols(f"户{number}", village, at(since.isoformat(), "08:00"), responsible)
    county.leaves("冯主任", at(case.leaves.isoformat(), "12:00"))
    county.staff("马主任", Role.CADRE, "清泉村", since=at(case.leaves.isoformat(), "15:00"))
    pack = load_pack()
    rhythm = replace(
        pack["contact"], cadence=case.cadence, half_time=case.half_time, last_days=case.last_days
    )
    meeting = replace(load_plan(BUILT_IN / "five_day.toml"), moved=case.moved, ahead=case.last_days % 3)
    further = replace(pack["learning_law"], enrolment="contact", cadence=Cadence.MONTH, actor=Actor.NEAREST)
    place = replace(
        pack["adviser"], code="place", whom=Whom.PLACE, role=None, level="村", actor_role=Role.CADRE
    )
    dropped = replace(place, cadence=Cadence.WEEK, at_end=AtEnd.DROP)
    return county.with_plans(pack["adviser"], rhythm, meeting, further, dropped)
