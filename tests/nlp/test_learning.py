"""Learning: what is taught holds, what was promised holds still, and no name becomes a feature."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.bending import Bends
from nlp.classifier import Classifier, build_classifier
from nlp.learned import DANGER, GLANCE, ZERO, Learned
from nlp.learning import learn
from nlp.lessons import Bounds, Lesson, bounds_of, new_features
from nlp.pack import read_pack
from nlp.packs.phrases import PhraseFinder
from nlp.segmenter import Segmenter
from nlp.table import built_in
from nlp.training.sample import promised

CHESS = [
    f"楼下的棋摊又下到半夜，{how}" for how in ("老张连赢三盘", "今天有好茶", "热闹得很", "真过瘾", "输的请客")
]
POND = [
    f"村东头涝池又漫到路上了，{what}" for what in ("车过不去", "臭得很", "蚊子成堆", "娃上学绕路", "没人管")
]
TAUGHT = [*((text, None) for text in CHESS), *((text, "sanitation") for text in POND)]
PROMISES = [one for one in promised() if not one.danger]


@pytest.fixture(name="bounds", scope="module")
def _bounds() -> Bounds:
    """Those of the built-in rules."""
    pack = read_pack()
    return bounds_of(pack.shared, {one.code: one.kind for one in pack.catalogue})


@pytest.fixture(name="lessons", scope="module")
def _lessons(classifier: Classifier) -> list[Lesson]:
    """A county that plays chess under windows and has a pond of its own."""
    return [Lesson(classifier.read(text), code is not None, code) for text, code in TAUGHT]


@pytest.fixture(name="rehearsal", scope="module")
def _rehearsal(classifier: Classifier) -> list[Lesson]:
    """What is promised."""
    return [Lesson(classifier.read(one.text), bool(one.reports), one.category) for one in PROMISES]


@pytest.fixture(name="finder", scope="module")
def _finder() -> PhraseFinder:
    """It knows two people and a place of the county."""
    return PhraseFinder(Segmenter(["青杠坡"]), ["尉迟翠", "令狐大山", "青杠坡"], ())


@pytest.fixture(name="bent", scope="module")
def _bent(lessons: list[Lesson], rehearsal: list[Lesson], bounds: Bounds, finder: PhraseFinder) -> Learned:
    """The table after the course."""
    new = new_features(lessons, finder, frozenset(built_in().names))
    return learn(built_in(), lessons, rehearsal, bounds, new)


def test_what_was_taught_is_judged_so(bent: Learned, classifier: Classifier) -> None:
    """The false alarms are silent and the pond is heard under its category; before, it was not so."""
    taught = build_classifier(learned=bent)
    for text, code in TAUGHT:
        verdict = taught.classify(text)
        assert (verdict.decision, verdict.category) == (("register", code) if code else ("silent", None))
    assert all(classifier.classify(text).decision != "silent" for text in CHESS)
    assert any(classifier.classify(text).category != "sanitation" for text in POND)


def test_every_promise_is_kept(bent: Learned) -> None:
    """Of the rule files and the corpus, dangers to life among them."""
    taught = build_classifier(learned=bent)
    assert [one.text for one in promised() if not one.kept(taught.classify(one.text))] == []


def test_danger_is_never_touched(bent: Learned) -> None:
    """Its weights are those of the shipped table, and whatever passed the first glance passes it."""
    base = built_in()
    sides = base.head.sides
    before, after = (_columns(table, sides.index(DANGER), len(base.names)) for table in (base, bent))
    assert before == after
    glances = [_columns(table, sides.index(GLANCE), len(base.names)) for table in (base, bent)]
    assert all(old <= new for old, new in zip(*glances, strict=True))


def _columns(table: Learned, at: int, rows: int) -> bytes:
    width = len(table.head.sides)
    return table.weights[at::width][:rows]


def test_the_same_lessons_give_the_same_bytes(
    lessons: list[Lesson], bounds: Bounds, rehearsal: list[Lesson]
) -> None:
    """Whoever learns again finds that nothing is new."""
    one, other = (learn(built_in(), lessons, rehearsal[::9], bounds) for _ in range(2))
    assert (one.names, one.weights, one.head) == (other.names, other.weights, other.head)


def test_nothing_to_learn_changes_no_weight(rehearsal: list[Lesson], bounds: Bounds) -> None:
    """What is only rehearsed stands where it should."""
    assert learn(built_in(), [], rehearsal, bounds).weights == built_in().weights


def test_a_category_of_the_county_alone_is_left_to_its_rules(classifier: Classifier, bounds: Bounds) -> None:
    """The table has no side for it, so nothing is learned and nothing breaks."""
    lesson = Lesson(classifier.read("换热站趴窝了"), True, "heating")
    assert learn(built_in(), [lesson], [], bounds).weights == built_in().weights


def test_words_said_again_and_again_get_a_row_but_no_name(
    classifier: Classifier, finder: PhraseFinder
) -> None:
    """No name, number or place, nor a piece of one; and nothing that stands in two texts only."""
    told = "尉迟翠和令狐大山在青杠坡打电话13800009001，{}，抽水泵趴窝"
    texts = [told.format(what) for what in ("头一回", "第二次", "隔天")]
    lessons = [Lesson(classifier.read(text), True, "public_safety") for text in texts]
    new = new_features(lessons, finder, frozenset())
    assert {"W:趴窝", "趴窝"} <= set(new)
    for hidden in ("尉迟", "迟翠", "令狐", "大山", "青杠", "杠坡", "138", "9001", "一回"):
        assert [name for name in new if hidden in name] == []
    assert new_features(lessons[:2] * 3, finder, frozenset()) == []
    assert new_features(lessons, finder, frozenset(new)) == []


NAMES = built_in().names[:50]
VALUES = st.lists(st.tuples(st.sampled_from(NAMES), st.floats(0.1, 2)), min_size=1, max_size=8)


@settings(max_examples=50, deadline=None)
@given(values=VALUES, lacks=st.floats(-5, 500), sign=st.sampled_from([-1, 1]))
def test_property_a_bend_goes_its_way_and_fits_a_byte(
    values: list[tuple[str, float]], lacks: float, sign: int
) -> None:
    """Whatever is lacking: only the side that is bent moves, in one direction, within a byte."""
    head = built_in().head
    base = Learned(head, NAMES, built_in().weights[: len(NAMES) * len(head.sides)])
    bends = Bends(base, ())
    for _ in range(100):
        bends.bend(values, {"labor": sign, "of no table": 1}, lacks)
    names, weights = bends.table([bends.now()])
    side, width = base.head.sides.index("labor"), len(base.head.sides)
    assert len(weights) == width * len(names)
    for at, (old, new) in enumerate(zip(base.weights, weights, strict=True)):
        if old != new:
            assert at % width == side
            assert lacks > 0
            assert (new - old) * sign > 0
            assert abs(new - ZERO) <= 127
