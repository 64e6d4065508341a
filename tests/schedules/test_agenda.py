"""What comes due next, asked of the database: stored moments, places, and mornings."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from models.coming import Due
from models.grid import by_code
from schedules.agenda import What, next_deadline, next_moment, next_morning
from tests.town import ZONE, Town


def path_of(town: Town, code: str) -> str:
    """The path of a place."""
    with town.database.reading() as session:
        node = by_code(session, code)
        assert node is not None
        return node.path


def test_stored_moments_come_in_order(town: Town) -> None:
    """First the question's next stage; once it is answered, the reminder, the due time, and the answer."""
    assert next_moment(town.office, town.now) is None
    town.says("王大妈", "村口的路灯坏了三天了，晚上黑得看不见路，没人来修")
    assert next_moment(town.office, town.now) == town.now + timedelta(minutes=30)
    town.says("李群主", "1")
    reminded = next_moment(town.office, town.now)
    assert reminded == town.now.replace(hour=15, minute=45)
    town.at(town.now.replace(hour=15, minute=45))
    assert next_moment(town.office, town.now) == town.now.replace(day=3, hour=9, minute=0)
    town.whispers("赵网格员", "办结 1 换了灯泡")
    found = next_deadline(town.office, town.now, "/", ())
    assert found is not None
    assert (found.what, found.number, found.due) == (What.COMING, 1, Due.ANSWER)
    assert next_moment(town.office, town.now) == town.now.replace(day=5)
    town.says("王大妈", "满意")
    town.later(days=3)
    assert next_moment(town.office, town.now) is None


def test_only_the_places_asked_for_count(town: Town) -> None:
    """A ticket of 3组 is a deadline of its village, and none of another."""
    town.says("王大妈", "村口的路灯坏了三天了，晚上黑得看不见路，没人来修")
    asked = next_deadline(town.office, town.now, path_of(town, "B1"), ())
    assert asked is not None
    assert (asked.what, asked.number, asked.stage) == (What.QUESTION, 1, 1)
    assert next_deadline(town.office, town.now, path_of(town, "B9"), ()) is None
    town.says("李群主", "1")
    due = next_deadline(town.office, town.now, path_of(town, "B1"), ())
    assert due is not None
    assert (due.what, due.number) == (What.REMINDER, 1)
    town.at(due.at)
    due = next_deadline(town.office, town.now, path_of(town, "B1"), ())
    assert due is not None
    assert (due.what, due.number) == (What.TICKET, 1)
    assert next_deadline(town.office, town.now, path_of(town, "B9"), ()) is None


def test_a_whistle_and_a_supervision_have_their_moments(town: Town) -> None:
    """Until somebody has come, or the matter is done."""
    town.says("王大妈", "村口的路灯坏了三天了，晚上黑得看不见路，没人来修")
    town.says("李群主", "1")
    town.whispers("钱镇长", "吹哨 1 司法所")
    found = next_deadline(town.office, town.now, path_of(town, "B1"), ())
    assert found is not None
    assert (found.at, found.what, found.number) == (town.now + timedelta(minutes=30), What.ARRIVAL, 1)
    town.whispers("冯所长", "到")
    town.whispers("钱镇长", "督办 1 期限 2天")
    later = town.now + timedelta(days=1)
    found = next_deadline(town.office, later, path_of(town, "B1"), ())
    assert found is not None
    assert (found.at, found.what) == (town.now + timedelta(days=2), What.SUPERVISION)
    assert next_deadline(town.office, later, path_of(town, "B9"), ()) is None
    town.whispers("赵网格员", "办结 1 换了灯泡")
    found = next_deadline(town.office, later, "/", ())
    assert found is not None
    assert found.what is What.COMING


def test_only_the_people_asked_for_count(town: Town) -> None:
    """The next digest of a cadre is no deadline of a stranger."""
    town.enrol("陈大山", responsible="周主任")
    cadre = town.person("周主任").id or 0
    found = next_deadline(town.office, town.now, "/", {cadre})
    assert found is not None
    assert (found.what, found.person_id) == (What.DIGEST, cadre)
    assert next_deadline(town.office, town.now, "/", {0}) is None


def test_mornings_are_those_of_working_days(town: Town) -> None:
    """Before the hour it is today's, after it tomorrow's, and over 清明 the next on which offices open."""
    day = date(2026, 4, 3)
    morning = datetime.combine(day, time(8, 30), ZONE)
    assert next_morning(town.office, morning - timedelta(hours=1)) == morning
    assert next_morning(town.office, morning) == datetime(2026, 4, 7, 8, 30, tzinfo=ZONE)


def test_a_notice_and_a_consent_have_their_moments(town: Town) -> None:
    """A broadcast of the night goes in the morning; a reporter is waited for a week."""
    town.at(datetime(2026, 3, 2, 22, 0, tzinfo=ZONE))
    town.whispers("周主任", "广播 明天上午停水")
    town.whispers("周主任", "1")
    assert next_moment(town.office, town.now) == datetime(2026, 3, 3, 7, 30, tzinfo=ZONE)
    town.at(datetime(2026, 3, 3, 9, 0, tzinfo=ZONE))
    town.says("王大妈", "3栋楼上半夜放音响，说了几次都不听，吵得睡不着")
    town.says("李群主", "确认 1")
    town.whispers("赵网格员", "办结 1 双方和好")
    town.whispers("周主任", "同意 1")
    town.says("王大妈", "满意 1")
    town.whispers("钱镇长", "公示 1")
    almost = town.now + timedelta(days=6, hours=23, minutes=45)
    found = next_deadline(town.office, almost, path_of(town, "B1"), ())
    assert found is not None
    assert (found.what, found.number) == (What.CONSENT, 1)
