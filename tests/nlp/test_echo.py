"""+1 and 我家也是 are an echo, what only begins so is not; one matter is known by place and words."""

import pytest

from nlp.classifier import Classifier
from nlp.echo import echo_of
from nlp.same_matter import Told, is_echo_of, is_same

SHARED = {"停水": ("停水", "没水"), "停电": ("停电", "没电")}
WATER = "家里停水两天了，打电话也没人管"


@pytest.mark.parametrize(
    "text",
    [
        "+1",
        "＋1",
        "加1",
        "同",
        "同上",
        "一样",
        "俺也一样",
        "我家也是",
        "我们家也是这样",
        "3单元也是",
        "隔壁也是！",
        "我家也是。",
    ],
)
def test_a_bare_echo_says_nothing_of_the_matter(text: str) -> None:
    """It means what was told last."""
    assert echo_of(text) == ""


@pytest.mark.parametrize(
    "text", ["我们这栋也停了", "5栋也没水了", "我家也停水三天了", "也停了", "+1，我家也停了"]
)
def test_an_echo_says_what_it_means(text: str) -> None:
    """It can mean the water, but not the wages."""
    echo = echo_of(text)
    assert echo
    assert is_echo_of(echo, WATER, SHARED)
    assert not is_echo_of(echo, "老板拖欠工资三个月不给", SHARED)


@pytest.mark.parametrize("text", ["5栋也停电了", "我也去", "我家也买了灯", "也好", "我们也吃饭", "也行吧"])
def test_an_echo_of_something_else(text: str) -> None:
    """Its words were not said of the water."""
    echo = echo_of(text)
    assert echo is None or not is_echo_of(echo, WATER, SHARED)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+10",
        "+1+1",
        "1",
        "同意",
        "不同意",
        "我家今天吃饺子",
        "这个价格也不贵，大家都可以来看看吧",
        "一样的米养百样人",
        "1楼的也坏了吧",
        "你们也停了吗?",
    ],
)
def test_talk_is_no_echo(text: str) -> None:
    """Neither numbers nor sentences of their own."""
    assert echo_of(text) is None


def _told(classifier: Classifier, text: str) -> Told:
    entities = classifier.classify(text).entities
    place = None if entities.get("place_vague") else entities.get("place")
    return Told(text, place, tuple(str(entities[one]) for one in ("place", "time") if one in entities))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("村口的路灯坏了三天了，没人来修", "村口路灯一直不亮，黑灯瞎火的"),
        ("村口垃圾堆成山没人清", "村口的垃圾没人清理，臭死了"),
        ("村口路灯坏了三天没人修，还有隔壁把墙砌到我地里了", "村口的路灯一直不亮，黑灯瞎火的"),
        ("3栋停水了，打电话也没人管", "5栋停水了，什么时候来水"),
        ("三组的路灯坏了没人修", "3组路灯坏了好几天"),
    ],
)
def test_one_matter_in_other_words(classifier: Classifier, one: str, other: str) -> None:
    """Whoever tells it."""
    first, second = _told(classifier, one), _told(classifier, other)
    assert is_same(first, second, SHARED, near=False)
    assert is_same(second, first, SHARED, near=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3栋楼道漏水没人管", "5栋楼道漏水没人管"),
        ("村口的路灯坏了没人修", "村口的路面坏了没人修"),
        ("村口垃圾堆成山没人清", "村口的下水道堵了，污水直流"),
        ("家里停水两天了，没人管", "家里停电两天了，没人管"),
        ("村口的路灯坏了三天了", "路灯坏了好几天了"),
        ("有没有水，能不能给个说法", "家里停水了"),
    ],
)
def test_two_matters(classifier: Classifier, one: str, other: str) -> None:
    """Other places and other things; and where one place is not told, nobody knows."""
    assert not is_same(_told(classifier, one), _told(classifier, other), SHARED, near=False)


def test_a_place_that_one_leaves_out(classifier: Classifier) -> None:
    """Soon after, bare words may be of the same lamp; other words are not enough to say so."""
    lamp = _told(classifier, "村口的路灯坏了三天了，没人来修")
    assert is_same(lamp, _told(classifier, "路灯坏了好几天了"), SHARED, near=True)
    other = _told(classifier, "路灯电线掉下来冒火花把树烧了")
    assert not is_same(lamp, other, SHARED, near=False)
    first = _told(classifier, "路灯坏了俩，老人晚上出门怕绊倒")
    second = _told(classifier, "3组东头的路灯坏了四天了，晚上出门黑得很")
    assert not is_same(first, second, SHARED, near=True)


def test_a_countys_outage_is_data(classifier: Classifier) -> None:
    """The category of water and power names what befalls all houses at once."""
    assert {"停水", "停电"} <= set(classifier.catalogue.get("utilities").shared)
