"""Whatever can be answered by a click says with its words which matter it means."""

from __future__ import annotations

from tests.judges import judging
from tests.stories.test_not_sure import MAYBE, UNSURE
from tests.town import Town

LAMP = "村口的路灯坏了三天了，没人来修"
WAGES = "厂里拖欠我们三个月工资，老板电话也不接了"


def test_each_button_does_what_it_says(town: Town) -> None:
    """From the owner's question to the reporter's judgement by clicks alone: service."""
    town.says("王大妈", LAMP)
    town.says("张大爷", WAGES)  # with two open questions a bare 1 would be a guess
    (asked, _) = town.group_messages()
    assert asked.choices == ("确认 1", "误报 1", "3 1号")
    town.whispers("李群主", asked.choices[0])
    (told,) = town.private_messages("赵网格员")
    town.whispers("赵网格员", *told.choices)
    town.whispers("赵网格员", "办结 1 已换灯泡")
    answers = town.group_messages()[-1].choices
    assert answers == ("满意 1", "不满意 1")
    town.says("王大妈", answers[0])
    assert town.ticket(1).status == "closed"


def test_the_third_button_hands_to_the_chief(town: Town) -> None:
    """交网格长, named with its ticket."""
    town.says("王大妈", LAMP)
    (asked,) = town.group_messages()
    town.says("李群主", asked.choices[2])
    assert town.private_messages("孙网格长")[0].choices == ("接单 1",)


def test_a_superior_agrees_by_a_click(town: Town) -> None:
    """To send back needs a reason, so only 同意 is a button."""
    town.says("小何", WAGES)
    town.says("李群主", "1")
    town.whispers("赵网格员", "办结 1 老板当面付清了")
    (asked,) = town.private_messages("周主任")
    assert asked.choices == ("同意 1",)
    town.whispers("周主任", "同意 1")
    assert town.ticket(1).status == "resolved"


def test_the_unsure_question_has_words_of_its_own(town: Town) -> None:
    """Its buttons mean it and nothing else, though another question is open."""
    town.says("王大妈", LAMP)
    town.office = judging(town.office, UNSURE)
    town.says("张大爷", MAYBE)
    (asked,) = town.private_messages("李群主")
    assert asked.choices == ("登记这条", "不登记这条")
    town.whispers("李群主", asked.choices[0])
    assert [one.status for one in town.tickets()] == ["pending", "confirmed"]


def test_no_by_a_click_and_nobody_else_may(town: Town) -> None:
    """From anyone who is not asked the words of a button are talk."""
    town.office = judging(town.office, UNSURE)
    town.says("张大爷", MAYBE)
    town.says("路人", "登记这条")
    assert town.tickets() == []
    town.whispers("李群主", "不登记这条")
    assert town.hears("李群主")[-1] == "好的，这条不登记"
    town.whispers("李群主", "登记这条")
    assert town.tickets() == []


def test_erased_words_take_their_buttons_with_them(town: Town) -> None:
    """What waits to be said about a withdrawn matter is not said, and offers nothing."""
    town.says("王大妈", LAMP)
    town.says("王大妈", "撤回 1")
    assert [one.choices for one in town.group_messages() if one.choices] == [("确认 1", "误报 1", "3 1号")]
    town.says("李群主", "确认 1")
    assert town.group_hears()[-1] == "【1号】现在是“撤回”，不能确认。"
