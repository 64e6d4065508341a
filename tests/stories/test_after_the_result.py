"""After the result: the reporter's word or silence, and revisits until it has stayed quiet."""

from __future__ import annotations

from datetime import date

import pytest

from tests.matters import LAMP, NOISE, at, morning
from tests.town import Town

ASKED = "请回访【1号】看有没有反弹，回复 回访 1 已稳定 或 回访 1 反弹 说明"


def resolved(town: Town, words: str = LAMP) -> None:
    """王大妈's matter has its result since Monday, 2 March, nine o'clock."""
    town.says("王大妈", words)
    town.says("李群主", "1")
    town.whispers("赵网格员", "接单 1")
    town.whispers("赵网格员", "办结 1 说好了十点后不放")
    if words == NOISE:
        town.whispers("周主任", "同意 1")
    town.hush()


def nobody_heard(town: Town) -> bool:
    """Whether those concerned heard nothing; the digests of plans are not meant."""
    return not (town.group_hears() or town.hears("赵网格员") or town.hears("孙网格长"))


def actions(town: Town) -> list[str]:
    """What the timeline holds since the result."""
    return [one.action for one in town.events(1)][4:]


def test_silence_after_a_service(town: Town) -> None:
    """One polite question after three working days, closed in silence after five more; nothing twice."""
    resolved(town)
    town.at(at(3, 5, 8, 59))
    assert town.all_silent()
    for _ in range(2):
        town.at(at(3, 5, 9, 1))
    assert town.group_hears() == ["【1号】办得好吗？方便时请回复 满意 1、部分解决 1 或 不满意 1"]
    town.at(at(3, 12, 9, 0))
    assert town.ticket(1).status == "resolved"
    town.at(at(3, 12, 9, 2))
    assert (town.ticket(1).status, town.ticket(1).awaiting) == ("closed", None)
    assert town.ticket(1).result == "说好了十点后不放"
    town.at(morning(9, 1))
    assert nobody_heard(town)
    assert actions(town) == ["resolve", "close"]
    assert town.is_whole(1)


def test_an_answer_ends_the_waiting(town: Town) -> None:
    """满意 in time: nobody is asked again."""
    resolved(town)
    town.says("王大妈", "满意")
    town.hush()
    town.at(morning(6, 1))
    assert nobody_heard(town)


def test_the_question_waits_for_a_decent_hour(town: Town) -> None:
    """Resolved at night, asked again in the morning."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.now = at(3, 2, 22, 30)
    town.whispers("赵网格员", "办结 1 修好了")
    town.hush()
    town.at(at(3, 5, 23, 30))
    assert town.all_silent()
    town.at(at(3, 6, 7, 30))
    assert town.group_hears()[0].startswith("【1号】办得好吗？")


def test_mostly_satisfied_closes(town: Town) -> None:
    """基本满意 is an answer of its own, and ends the ticket."""
    resolved(town)
    town.says("王大妈", "基本满意 1 慢了点")
    assert town.group_hears() == ["记下了，【1号】已销号"]
    assert town.ticket(1).status == "closed"
    assert actions(town)[-1] == "mostly_satisfied"


def test_partly_solved_goes_on_with_the_same_handler(town: Town) -> None:
    """部分解决: no level up; the handler hears what is left, and can give a result again."""
    resolved(town)
    town.says("赵网格员", "部分解决 1")
    assert town.group_hears() == ["【1号】由反映人评价，您不能办理。"]
    town.says("王大妈", "部分解决 1 还有一盏不亮")
    assert town.group_hears() == ["【1号】还没全办好，请赵网格员接着办"]
    assert town.hears("赵网格员") == ["【1号】反映人说只解决了一部分，请接着办\n还有一盏不亮"]
    ticket = town.ticket(1)
    assert (ticket.status, ticket.flags) == ("handling", ["reopened"])
    assert ticket.due_at == at(3, 3, 9, 0)
    town.says("王大妈", "撤销")
    assert town.ticket(1).status == "resolved"
    assert town.events(1)[-2].note is None
    town.hush()
    town.at(at(3, 5, 9, 1))
    assert town.group_hears()[0].startswith("【1号】办得好吗？")


def test_a_dispute_is_revisited_until_quiet_twice(town: Town) -> None:
    """After a week, then after a quarter, each told once; the second quiet one closes what nobody judged."""
    resolved(town, NOISE)
    town.at(at(3, 5, 9, 1))
    town.at(at(3, 9, 8, 29))
    town.hush()
    for _ in range(2):
        town.at(morning(3, 9))
    (asked,) = town.private_messages("赵网格员")
    assert asked.text.splitlines() == [ASKED, f"反映：{NOISE}（幸福村3组）"]
    assert asked.choices == ("回访 1 已稳定", "回访 1 反弹")
    town.whispers("赵网格员", "待办")
    assert "【1号】待回访：回访 1 已稳定 或 回访 1 反弹 说明" in town.hears("赵网格员")[0]
    town.whispers("赵网格员", "回访 1 已稳定 两家都说好了")
    assert town.hears("赵网格员") == ["已记下【1号】稳定，下次回访6月9日"]
    assert town.ticket(1).status == "revisited"
    town.at(morning(5, 1))
    assert (town.ticket(1).status, town.ticket(1).awaiting) == ("revisited", None)
    town.hush()
    town.at(morning(6, 9))
    assert town.hears("赵网格员")[0].startswith(ASKED)
    town.whispers("赵网格员", "回访 1 已稳定")
    assert town.hears("赵网格员") == ["已记下【1号】稳定，不用再回访"]
    assert town.ticket(1).status == "closed"
    assert actions(town) == ["request_approval", "approve", "revisit", "revisit", "close"]
    town.at(morning(12, 31))
    assert nobody_heard(town)


def test_a_day_off_waits_for_the_next_working_day(town: Town) -> None:
    """Resolved on Friday 27 March: the Friday after is 3 April, and 清明 begins on the 4th; so is 5 April."""
    town.now = at(3, 28, 10, 30)
    resolved(town, NOISE)
    town.at(morning(4, 4))
    assert town.hears("赵网格员") == []
    town.at(morning(4, 7))
    assert town.hears("赵网格员")[0].startswith(ASKED)


def test_a_closed_dispute_is_revisited_too(town: Town) -> None:
    """满意 closes; revisits go on, leave it closed and end by themselves."""
    resolved(town, NOISE)
    town.says("王大妈", "满意")
    town.hush()
    town.at(morning(3, 9))
    assert town.hears("赵网格员")[0].startswith(ASKED)
    town.whispers("孙网格长", "回访 1 已稳定")
    assert town.hears("孙网格长") == ["已记下【1号】稳定，下次回访6月9日"]
    assert town.ticket(1).status == "closed"
    assert actions(town)[-1] == "revisit_closed"


def test_what_is_too_early_does_not_count(town: Town) -> None:
    """已稳定 said twice on one day is no half year of peace."""
    resolved(town, NOISE)
    for _ in range(2):
        town.whispers("赵网格员", "回访 1 已稳定")
        assert town.hears("赵网格员") == ["已记下【1号】稳定，下次回访3月9日"]
    assert town.ticket(1).status == "revisited"
    town.at(morning(3, 6))
    town.whispers("赵网格员", "回访 1 已稳定")
    town.whispers("赵网格员", "回访 1 已稳定")
    assert town.hears("赵网格员") == ["已记下【1号】稳定，下次回访6月9日"] * 2
    assert town.ticket(1).status == "revisited"


def test_nobody_goes(town: Town) -> None:
    """After five working days a superior hears so, once; the next quarter it is due again."""
    resolved(town, NOISE)
    town.says("王大妈", "满意")
    town.at(morning(3, 9))
    town.hush()
    town.at(at(3, 16, 8, 31))
    assert town.hears("孙网格长") == ["【1号】到期还没回访，请催一下赵网格员"]
    assert nobody_heard(town)
    town.at(morning(6, 9))
    assert town.hears("赵网格员")[0].startswith(ASKED)


def test_after_long_sleep_nothing_is_said_twice(town: Town) -> None:
    """Half a year without a scheduler: the revisit is asked for once, not for each stage slept through."""
    resolved(town, NOISE)
    town.says("王大妈", "满意")
    town.hush()
    for minute in range(3):
        town.at(at(9, 15, 10, minute))
    assert len(town.hears("赵网格员")) == 1
    assert nobody_heard(town)


@pytest.mark.parametrize("said", ["满意", None])
def test_a_relapse_opens_the_same_ticket(town: Town, said: str | None) -> None:
    """反弹: handling again, flagged; the reporter and the handler hear so; revisits begin anew later."""
    resolved(town, NOISE)
    if said:
        town.says("王大妈", said)
    town.at(morning(3, 9))
    town.hush()
    town.whispers("周主任", "回访 1 反弹 昨晚又放了")
    assert town.hears("周主任") == ["【1号】已重新办理，请接着办"]
    assert town.group_hears() == ["【1号】回访时又有反复，已继续办理"]
    assert town.hears("赵网格员") == ["【1号】回访发现反弹，请接着办\n昨晚又放了"]
    ticket = town.ticket(1)
    assert (ticket.status, ticket.awaiting, ticket.flags) == ("handling", None, ["reopened"])
    assert (ticket.resolved_at, ticket.closed_at) == (None, None)
    town.whispers("赵网格员", "办结 1 签了保证")
    town.whispers("周主任", "同意 1")
    town.hush()
    town.at(morning(3, 16))
    assert town.hears("赵网格员")[0].startswith(ASKED)
    assert town.is_whole(1)


def test_a_wrong_revisit_is_taken_back(town: Town) -> None:
    """撤销: the status, and what was to come, stand as before."""
    resolved(town, NOISE)
    town.at(morning(3, 9))
    town.hush()
    town.whispers("赵网格员", "回访 1 已稳定")
    town.whispers("赵网格员", "撤销")
    assert town.hears("赵网格员")[-1] == "【1号】“回访”已撤销，现在已办结"
    town.whispers("赵网格员", "回访 1 反弹")
    town.whispers("赵网格员", "撤销")
    assert town.ticket(1).status == "resolved"
    town.whispers("赵网格员", "回访 1 稳定")
    assert town.hears("赵网格员")[-1] == "已记下【1号】稳定，下次回访6月9日"
    town.hush()
    town.at(morning(6, 9))
    assert town.hears("赵网格员")[0].startswith(ASKED)


def test_a_result_taken_back_takes_its_revisits_with_it(town: Town) -> None:
    """办结 undone: nobody is asked again, nobody revisits."""
    resolved(town, NOISE)
    town.whispers("周主任", "撤销")
    town.hush()
    town.at(morning(3, 20))
    assert not [words for words in town.hears("赵网格员") if "回访" in words]
    town.whispers("郑主任", "办结 1 再说好了")
    town.whispers("钱镇长", "同意 1")
    town.hush()
    town.at(morning(3, 27))
    assert town.hears("郑主任")[0].startswith(ASKED)


def test_a_revisit_needs_words_and_the_right(town: Town) -> None:
    """What is missing is told; who may not is refused; talk is silence; nothing changes."""
    resolved(town, NOISE)
    town.says("路人", "回访 1 已稳定")
    assert town.group_hears() == ["【1号】由经办人、网格长、村干部或综治中心回访，您不能办理。"]
    town.whispers("外村网格员", "回访 1 反弹")
    assert "您不能办理" in town.hears("外村网格员")[0]
    town.whispers("赵网格员", "回访 1 去过了")
    assert town.hears("赵网格员") == ["【1号】请写明结果：回访 1 已稳定，或 回访 1 反弹 说明"]
    town.says("赵网格员", "回访 一下李大爷家")
    town.says("王大妈", "回访 反弹 都是啥")
    assert town.all_silent()
    assert town.ticket(1).status == "resolved"


def test_a_service_can_be_revisited(town: Town) -> None:
    """No plan is born of a service, but who goes there may say so; in work it is refused."""
    resolved(town)
    town.whispers("赵网格员", "回访 1 已稳定 亮着")
    assert town.hears("赵网格员") == ["已记下【1号】稳定"]
    assert town.ticket(1).status == "revisited"
    town.says("王大妈", "部分解决")
    town.hush()
    town.whispers("赵网格员", "回访 1 已稳定")
    assert town.hears("赵网格员") == ["【1号】现在是“办理中”，不能回访。"]
    assert town.now.date() == date(2026, 3, 2)
