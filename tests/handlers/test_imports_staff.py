"""Importing the staff: people, dated posts and accounts."""

from __future__ import annotations

import pytest

from models.appointment import BEFORE_RECORDS, Appointment
from models.database import Database
from models.person import STAFF as ROSTER
from models.person import Identity, Person, name_index, phone_index
from models.space import Space
from tests.handlers.desk_of_imports import GRID, STAFF, Desk, blamed, counts

HEADER = "编码|姓名|手机|岗位|网格编码|单位|渠道|账号\n"


@pytest.fixture
def desk(database: Database) -> Desk:
    """A county with its grid."""
    desk = Desk(database)
    desk.imports("grid", GRID)
    return desk


def test_people_posts_and_accounts_come_from_one_row_each(desk: Desk) -> None:
    """A row makes a person, a post that was held before, and an account."""
    outcome = desk.imports("staff", STAFF)
    assert counts(outcome) == (3, 0, 0)
    assert outcome.tally.details == {"posts added": 3, "accounts linked": 3}
    owner = desk.all(Person)[0]
    keys = desk.database.keys
    assert (owner.roster, owner.code, owner.name, owner.phone) == (ROSTER, "S1", "李群主", "13800000001")
    assert owner.name_index == name_index(keys, "李 群主")
    assert owner.phone_index == phone_index(keys, "138-0000-0001")
    assert next((post.role, post.since, post.until) for post in desk.all(Appointment)) == (
        "owner",
        BEFORE_RECORDS,
        None,
    )
    assert next((one.account, one.person_id) for one in desk.all(Identity)) == ("li", owner.id)


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    """Neither people nor posts nor accounts double."""
    desk.imports("staff", STAFF)
    before = [desk.all(shape) for shape in (Person, Appointment, Identity)]
    desk.later(days=1)
    assert counts(desk.imports("staff", STAFF)) == (0, 0, 3)
    assert [desk.all(shape) for shape in (Person, Appointment, Identity)] == before


def test_one_person_may_have_several_posts_places_and_accounts(desk: Desk) -> None:
    """The same code in several rows, and a semicolon list of roles, are one person."""
    desk.channels = frozenset({"village", "wecom"})
    outcome = desk.imports(
        "staff",
        HEADER + "S3|孙网格长|13800000003|网格长；网格员|C3||village|sun\n"
        "S3|孙 网格长||chief|C4|网格办|wecom|Sun\nS3|孙网格长||老党员/乡贤|C|||",
    )
    assert counts(outcome) == (1, 0, 0)
    assert outcome.tally.details == {"posts added": 4, "accounts linked": 2}
    assert [(one.phone, one.unit) for one in desk.all(Person)] == [("13800000003", "网格办")]


def test_an_empty_cell_leaves_and_a_dash_empties(desk: Desk) -> None:
    """What a later file does not say stays."""
    desk.imports("staff", HEADER + "S1|李群主|13800000001|群主|C3|居委会||")
    assert counts(desk.imports("staff", HEADER + "S1|李群主||群主|C3|||")) == (0, 0, 1)
    assert counts(desk.imports("staff", HEADER + "S1|李群主|无|群主|C3|-||")) == (0, 1, 0)
    person = desk.all(Person)[0]
    assert (person.phone, person.phone_index, person.unit) == (None, None, None)


def test_an_ended_post_does_not_hide_a_new_one(desk: Desk) -> None:
    """After a handover the same person may be appointed again."""
    desk.imports("staff", STAFF)
    post = desk.all(Appointment)[0]
    post.until = desk.now
    desk.put(post)
    desk.later(days=1)
    assert counts(desk.imports("staff", STAFF)) == (0, 1, 2)
    assert [(one.role, one.since) for one in desk.all(Appointment)][-1] == ("owner", desk.now)


def test_every_contradiction_is_told(desk: Desk) -> None:
    """Names and numbers of one code must agree; roles, places, phones and channels must exist."""
    outcome = desk.imports(
        "staff",
        HEADER + "S1|李群主|13800000001|群主|C3|||\nS1|李四||群主|C3|||\nS2|赵网格员|12345|网格员|C9|||\n"
        "S3|孙网格长||村长|C3||village|\nS4|周主任||村干部|C||nowhere|zhou\n|钱镇长||镇综治|Z|||",
    )
    assert blamed(outcome) == [
        (3, "name"),
        (4, "phone"),
        (4, "grid"),
        (5, "role"),
        (5, "user"),
        (6, "channel"),
        (7, "code"),
    ]
    assert "the configuration has village" in outcome.flaws[5].reason
    assert outcome.flawed_rows == 5
    assert desk.all(Person) == []


def test_names_and_numbers_are_masked_in_what_is_told(desk: Desk) -> None:
    """An error shows enough to find the cell and no more."""
    outcome = desk.imports(
        "staff", HEADER + "S1|李群主|13800000001转8|群主|C3|||\nS2|赵网格员|13800000002|13800000002|C3|||"
    )
    assert [flaw.value for flaw in outcome.flaws] == ["138****01转8", "138****0002"]
    told = desk.imports("staff", HEADER + "S1|李群主||群主|C3|||\nS1|赵网格员||群主|C3|||")
    assert [flaw.value for flaw in told.flaws] == ["赵**"]


def test_an_account_belongs_to_one_person(desk: Desk) -> None:
    """An account that is another's, stored or in the file, is told."""
    desk.imports("staff", STAFF)
    outcome = desk.imports(
        "staff",
        HEADER + "S8|甲||网格员|C3||village|li\nS9|乙||网格员|C3||village|new\nS7|丙||网格员|C3||village|new",
    )
    assert blamed(outcome) == [(2, "user"), (4, "user")]


def test_an_account_that_spoke_earlier_is_linked(desk: Desk) -> None:
    """Whoever reported before the import becomes known by it."""
    desk.put(Identity(channel="village", account="li"))
    assert desk.imports("staff", STAFF).tally.details["accounts linked"] == 3
    person = desk.all(Person)[0]
    assert next((one.account, one.person_id) for one in desk.all(Identity)) == ("li", person.id)


def test_a_post_still_to_begin_is_not_doubled(desk: Desk) -> None:
    """A clock set back (GRIDBOT_CLOCK) between two imports makes no second post."""
    desk.imports("staff", STAFF)
    desk.later(seconds=-1)
    assert counts(desk.imports("staff", STAFF)) == (0, 0, 3)


CORP = {
    "app": Space(("app", "room"), caseless=True),
    "room": Space(("room", "app"), caseless=True),
}


@pytest.fixture(name="corp")
def _corp(desk: Desk) -> Desk:
    """A county whose two channels are of one corporation, with one member known on one of them."""
    desk.channels, desk.spaces = frozenset(CORP), CORP
    assert not desk.imports("staff", HEADER + "S1|李群主||群主|C3||app|LiMing").flaws
    return desk


def test_capitals_make_no_second_account(corp: Desk) -> None:
    """The console's spelling stays, and another one changes nothing."""
    assert counts(corp.imports("staff", HEADER + "S1|李群主||群主|C3||app|liming")) == (0, 0, 1)
    assert [one.account for one in corp.all(Identity)] == ["LiMing"]


@pytest.mark.parametrize("channel", ["app", "room"])
def test_another_spelling_or_channel_makes_it_nobody_elses(corp: Desk, channel: str) -> None:
    """A userid is one member's in the whole corporation."""
    row = f"S2|赵网格员||网格员|C3||{channel}|"
    assert blamed(corp.imports("staff", HEADER + row + "LIMING")) == [(2, "user")]
    other = row.replace("S2", "S3").replace("赵", "钱")
    assert blamed(corp.imports("staff", f"{HEADER}{row}zhao\n{other}Zhao")) == [(3, "user")]


def test_the_same_account_may_be_listed_for_every_channel(corp: Desk) -> None:
    """By the same person: it is a way more to reach him."""
    corp.imports("staff", HEADER + "S1|李群主||群主|C3||room|LIMING")
    assert [(one.channel, one.account) for one in corp.all(Identity)] == [
        ("app", "LiMing"),
        ("room", "LIMING"),
    ]


def test_what_spoke_earlier_on_a_kindred_channel_is_linked(corp: Desk) -> None:
    """And becomes known with the account that the list names."""
    corp.put(Identity(channel="room", account="zhao"))
    corp.imports("staff", HEADER + "S2|赵网格员||网格员|C3||app|Zhao")
    people = {one.account: one.person_id for one in corp.all(Identity)}
    assert people["zhao"] == people["Zhao"] is not None
