"""The built-in plans as DOMAIN tells them, and what happens to a county's own files."""

from pathlib import Path

import pytest

from models.plan import Actor, StepKind, Whom
from models.rhythm import Cadence
from models.role import Role
from schedules.pack import BUILT_IN, PlanPackError, load_pack, load_plan

ADVISER = (BUILT_IN / "adviser.toml").read_text(encoding="utf-8")


def county(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_contact_is_one_call_and_one_message_a_quarter() -> None:
    """帮联系解乡愁: for the enrolled, by the responsible person, else the nearest village cadre."""
    plan = load_pack()["contact"]
    assert (plan.help, plan.cadence) == ("帮联系解乡愁", Cadence.QUARTER)
    assert (plan.whom, plan.role) == (Whom.ENROLLED, None)
    assert (plan.actor, plan.actor_role) == (Actor.RESPONSIBLE, Role.CADRE)
    assert [(part.code, part.name) for part in plan.parts] == [("call", "电话"), ("message", "消息")]


def test_adviser_visits_each_month_every_place_that_has_one() -> None:
    """法律顾问进村: needs no enrolment, the node is the subject."""
    plan = load_pack()["adviser"]
    assert (plan.help, plan.cadence, plan.whom) == ("法律顾问进村", Cadence.MONTH, Whom.ROLE)
    assert (plan.role, plan.actor, plan.actor_role) == (Role.ADVISER, Actor.HOLDER, Role.ADVISER)
    assert [(part.code, part.name) for part in plan.parts] == [("visit", "进村")]


def test_a_part_is_known_by_its_name_and_by_other_words() -> None:
    """`完成 3 电话` and `完成 3 打电话` tick off the same; 已换号 is a note."""
    plan = load_pack()["contact"]
    assert plan.part_called("电话") == plan.part_called("打电话") == plan.parts[0]
    assert plan.part_called("已换号") is None


@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("*.toml")), ids=lambda path: path.stem)
def test_every_heading_is_one_short_sentence(path: Path) -> None:
    """At most 60 characters with all that is filled in (DOMAIN, How it speaks)."""
    plan = load_plan(path)
    for kind in StepKind:
        said = plan.words.at(kind).format(count=40, until="12月31日", who="欧阳建国")
        assert 0 < len(said) <= 60
    assert plan.title.format(name="张三", place="幸福村", parts="电话、消息")


def test_a_county_adds_a_plan_and_replaces_one(tmp_path: Path) -> None:
    """A file of the same name takes the built-in one's place; the other plans stay."""
    county(tmp_path, "adviser.toml", ADVISER.replace('cadence = "month"', 'cadence = "quarter"'))
    county(tmp_path, "patrol.toml", ADVISER.replace('code = "adviser"', 'code = "patrol"'))
    pack = load_pack([tmp_path])
    assert set(pack) == {*load_pack(), "patrol"}
    assert list(pack) == sorted(pack)
    assert pack["adviser"].cadence is Cadence.QUARTER


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('cadence = "month"', 'cadence = "monthly"', "cadence: Input should be 'year'"),
        ('cadence = "month"', "", "cadence: Field required"),
        ("last_days = 3", 'last_days = "3"', "last_days: Input should be a valid integer"),
        ("last_days = 3", "last_days = -1", "last_days: must be 0 or more"),
        ("half_time = true", "halftime = true", "halftime: unknown key"),
        ('role = "adviser"\nactor', "actor", "role: belongs to whom"),
        ('actor_role = "adviser"', 'actor_role = "lawyer"', "actor_role: Input should be 'owner'"),
        ('words = ["到村", "驻村"]', 'words = ["进村"]', "parts: 进村 stands twice"),
        ('code = "visit"', "", "parts.0.code: Field required"),
        ('code = "adviser"', 'code = "Adviser"', "code: only a-z"),
        ('code = "adviser"', 'code = "other"', "code: 'other' must be the file's name"),
        ("{name}：", "{nom}：", "title: nobody fills {nom}; there are {name}, {parts}, {place}"),
        ("{who}", "{who", "words.end: "),
        ('whom = "role"', 'whom = "place"', 'role: belongs to whom = "role" and only to it'),
        ('whom = "role"', 'whom = "role"\nlevel = "村"', "line 7: level: belongs to whom"),
        ('whom = "role"', 'whom = "role"\nenrolment = "care"', "line 7: enrolment: belongs to whom"),
        ('cadence = "month"', 'cadence = "month"\non = "friday 13th"', "line 6: on: write [5, 15, 25]"),
        ('cadence = "month"', 'cadence = "month"\nahead = -1', "line 6: ahead: must be 0 or more"),
        ('whom = "role"', "whom = ", "line 6"),
    ],
)
def test_a_bad_file_is_refused_with_file_key_and_reason(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    """Whoever wrote the file reads which key to correct."""
    assert old in ADVISER
    county(tmp_path, "adviser.toml", ADVISER.replace(old, new))
    with pytest.raises(PlanPackError) as caught:
        load_pack([tmp_path])
    assert str(tmp_path / "adviser.toml") in str(caught.value)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('cadence = "month"', 'cadence = "monthly"', 5),
        ('half = "', "helf = '' # \"", 21),
        ('code = "visit"', "", 14),
        ('cadence = "month"', "", 1),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int) -> None:
    """Of a key that is missing, with the line of its table."""
    county(tmp_path, "adviser.toml", ADVISER.replace(old, new))
    with pytest.raises(PlanPackError) as caught:
        load_pack([tmp_path])
    assert any(f"adviser.toml, line {line}: " in one for one in caught.value.mistakes)


def test_what_is_off_counts_when_it_is_turned_on(tmp_path: Path) -> None:
    """Meetings and checks are a county's own choice; a code that no plan has is refused."""
    assert "five_day" not in load_pack()
    assert "five_day" in load_pack([], ["five_day"])
    off = ADVISER.replace('code = "adviser"', 'code = "adviser"\nenabled = false')
    assert "adviser" not in load_pack([county(tmp_path, "adviser.toml", off)])
    with pytest.raises(PlanPackError, match="turned_on: no plan has the code 'five_days'"):
        load_pack([], ["five_days"])


def test_without_the_countys_word_nobody_hears_anything_new() -> None:
    """What is on serves those who were enrolled, and 法律顾问; all that goes by office alone is off."""
    by_office = [code for code, plan in load_pack().items() if plan.whom is not Whom.ENROLLED]
    assert by_office == ["adviser"]


def test_a_plan_that_counts_on_an_unknown_enrolment_is_refused(tmp_path: Path) -> None:
    """Nobody could ever be enrolled in it."""
    law = (BUILT_IN / "learning_law.toml").read_text(encoding="utf-8")
    county(tmp_path, "learning_law.toml", law.replace('enrolment = "learning"', 'enrolment = "lerning"'))
    with pytest.raises(PlanPackError, match="enrolment: no plan has the code 'lerning'"):
        load_pack([tmp_path])


def test_a_plan_needs_a_part(tmp_path: Path) -> None:
    """What has nothing to tick off would stay open for ever."""
    head, _, rest = ADVISER.partition("[[parts]]")
    county(tmp_path, "adviser.toml", f"parts = []\n{head}[words]{rest.partition('[words]')[2]}")
    with pytest.raises(PlanPackError, match="parts: at least one"):
        load_pack([tmp_path])


def test_all_bad_files_are_told_at_once(tmp_path: Path) -> None:
    """Two broken files and a folder that is not there: three lines."""
    county(tmp_path, "one.toml", "code = ")
    (tmp_path / "two.toml").write_bytes(b"name = '\xff'")
    with pytest.raises(PlanPackError) as caught:
        load_pack([tmp_path, tmp_path / "none"])
    assert len(caught.value.mistakes) == 3


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """A folder named like a plan file is no plan."""
    (tmp_path / "odd.toml").mkdir()
    with pytest.raises(PlanPackError, match="cannot be read"):
        load_pack([tmp_path])
