"""Importing households: who is served, by which plans, with reason and consent."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from models.appointment import Appointment
from models.database import Database
from models.enrolment import Enrolment
from models.person import HOUSEHOLD, Identity, Person
from tests.handlers.desk_of_imports import Desk, blamed, counts

HEADER = "编码|姓名|手机|网格编码|帮扶类别|理由|同意|外出地|责任人|渠道|账号\n"
FAMILY = HEADER + "H1|王大妈|13800000011|C3|帮联系；care|儿子在外务工|2026-03-02|浙江宁波|S4|village|wang"


@pytest.fixture
def desk(database: Database) -> Desk:
    """A county with grid and staff."""
    return Desk(database).settled()


def family(desk: Desk) -> Person:
    """The one household."""
    found: Person = next(one for one in desk.all(Person) if one.roster == HOUSEHOLD)
    return found


def end(desk: Desk, plan: str) -> None:
    """The family wants no more of a plan."""
    enrolment = next(one for one in desk.all(Enrolment) if one.plan == plan)
    enrolment.ended_at, enrolment.end_note = desk.now, "不需要"
    desk.put(enrolment)


def test_a_household_is_stored_with_its_plans_and_account(desk: Desk) -> None:
    """One row makes a person at a place, an enrolment a plan, and an account."""
    outcome = desk.imports("households", FAMILY)
    assert counts(outcome) == (1, 0, 0)
    assert outcome.tally.details == {"enrolments added": 2, "accounts linked": 1}
    assert (family(desk).name, family(desk).away) == ("王大妈", "浙江宁波")
    cadre = next(one for one in desk.all(Person) if one.code == "S4")
    agreed = datetime(2026, 3, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert [
        (one.plan, one.reason, one.consent_on, one.responsible_id, one.since) for one in desk.all(Enrolment)
    ] == [(plan, "儿子在外务工", date(2026, 3, 2), cadre.id, agreed) for plan in ("contact", "care")]
    assert desk.all(Identity)[-1].person_id == family(desk).id


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    """Neither people nor enrolments double."""
    desk.imports("households", FAMILY)
    before = [desk.all(shape) for shape in (Person, Enrolment, Identity, Appointment)]
    desk.later(days=1)
    assert counts(desk.imports("households", FAMILY)) == (0, 0, 1)
    assert [desk.all(shape) for shape in (Person, Enrolment, Identity, Appointment)] == before


def test_a_household_without_plans_is_only_known(desk: Desk) -> None:
    """A resident known on a channel needs neither reason nor consent."""
    assert counts(desk.imports("households", "code|name|grid|channel|user\nH1|王大妈|C3|village|wang")) == (
        1,
        0,
        0,
    )
    assert desk.all(Enrolment) == []


def test_a_plan_that_is_no_longer_listed_stays(desk: Desk) -> None:
    """Imports add; ending is by reply or at the console."""
    desk.imports("households", FAMILY)
    assert counts(desk.imports("households", FAMILY.replace("帮联系；care", "帮联系"))) == (0, 0, 1)
    assert len(desk.all(Enrolment)) == 2


def test_a_corrected_reason_is_taken(desk: Desk) -> None:
    """A running enrolment follows the file."""
    desk.imports("households", FAMILY)
    outcome = desk.imports("households", FAMILY.replace("儿子在外务工", "一家在外务工").replace("S4", ""))
    assert counts(outcome) == (0, 1, 0)
    assert outcome.tally.details == {"enrolments changed": 2}
    assert {one.reason for one in desk.all(Enrolment)} == {"一家在外务工"}
    assert None not in {one.responsible_id for one in desk.all(Enrolment)}


def test_what_was_ended_is_not_begun_again_by_the_same_file(desk: Desk) -> None:
    """不需要 outlives an import; only consent of a later day begins it anew."""
    desk.imports("households", FAMILY)
    end(desk, "care")
    again = desk.imports("households", FAMILY)
    assert counts(again) == (0, 0, 1)
    assert again.tally.details == {"enrolments left ended": 1}
    same_day = desk.imports("households", FAMILY.replace("2026-03-02", "2026-11-22"))
    assert same_day.tally.details == {"enrolments changed": 1, "enrolments left ended": 1}
    desk.later(days=2)
    anew = desk.imports("households", FAMILY.replace("2026-03-02", "2026年11月23日"))
    assert anew.tally.details == {"enrolments changed": 2}
    care = next(one for one in desk.all(Enrolment) if one.plan == "care")
    assert (care.ended_at, care.since, care.end_note) == (None, desk.now, "不需要")


def test_plans_need_reason_and_consent_that_was_given(desk: Desk) -> None:
    """Nobody is enrolled without a reason, or by consent still to come."""
    rows = (
        "H1|甲||C3|帮联系||2026-03-02||||",
        "H2|乙||C3|帮联系|务工|||||",
        "H3|丙||C3|帮联系|务工|2026-11-23||||",
        "H4|丁||C3|帮联系；帮打架|务工|2026-11-22||||",
        "H5|戊||C3|帮联系|务工|2026-02-30||S9||",
        "H6|己||C3|||||||",
        "H6|庚||C3|||||||",
    )
    outcome = desk.imports("households", HEADER + "\n".join(rows))
    assert blamed(outcome) == [
        (2, "reason"),
        (3, "consent"),
        (4, "consent"),
        (5, "plans"),
        (6, "consent"),
        (6, "responsible"),
        (7, "code"),
        (8, "code"),
    ]
    assert "帮照料 care" in outcome.flaws[3].reason
    assert [one for one in desk.all(Person) if one.roster == HOUSEHOLD] == []


def test_today_in_the_county_is_not_the_future(desk: Desk) -> None:
    """Consent of today counts even while it is still yesterday in Greenwich."""
    desk.later(hours=-6)
    assert not desk.imports("households", FAMILY.replace("2026-03-02", "2026-11-22")).flaws


def test_a_plan_of_the_countys_own_can_be_enrolled_in(desk: Desk) -> None:
    """Beside the eight helps stand the plans of the county's files."""
    desk.plans = {"tutoring": "课后辅导"}
    desk.imports("households", FAMILY.replace("帮联系；care", "课后辅导"))
    assert [one.plan for one in desk.all(Enrolment)] == ["tutoring"]


def test_who_was_erased_stays_erased(desk: Desk) -> None:
    """An old file brings no name back, and says so without naming anyone."""
    desk.imports("households", FAMILY)
    person = family(desk)
    person.name, person.phone, person.erased_at = "erased", None, desk.now
    desk.put(person)
    outcome = desk.imports("households", FAMILY)
    assert counts(outcome) == (0, 0, 0)
    assert outcome.tally.left_out == 1
    assert "erased on request" in outcome.notes[-1]
    assert family(desk).name == "erased"


def test_no_name_number_or_reason_stands_in_the_clear(sqlite: Database) -> None:
    """What is personal is sealed in the bytes of the database."""
    desk = Desk(sqlite).settled()
    desk.imports("households", FAMILY)
    folder = Path(sqlite.url.removeprefix("sqlite:///")).parent
    stored = b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
    for word in ("王大妈", "13800000011", "儿子在外务工", "浙江宁波", "李群主"):
        assert word.encode() not in stored


def test_account_of_staff_is_not_given_to_a_household(desk: Desk) -> None:
    """An account belongs to one person of either roster."""
    assert blamed(desk.imports("households", FAMILY.replace("|wang", "|li"))) == [(2, "user")]
