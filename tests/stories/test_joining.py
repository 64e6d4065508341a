"""What somebody told already is no second ticket: who tells it again joins; talk stays talk."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from handlers.actions.erase import erase_now
from handlers.inbox import accept
from handlers.message import Attachment, Message
from models.joiner import Joiner
from tests.town import CAST, CHANNEL, GROUP, Town

WATER = "家里停水两天了，打电话也没人管"
LAMP = "村口的路灯坏了三天了，没人来修"
SAME_LAMP = "村口路灯一直不亮，黑灯瞎火的"
JOINED = "已并入【1号】，不另登记；不是同一件事请回复 不是"


def _joiners(town: Town) -> int:
    """How many messages take part in tickets."""
    with town.database.reading() as session:
        return len([one for one in session.exec(select(Joiner)) if one.until is None])


def _words(town: Town, number: int = 1) -> list[str | None]:
    """What a ticket's timeline holds in people's words."""
    return [one.note for one in town.events(number) if one.note]


@pytest.mark.parametrize(
    "words", ["我家也是", "+1", "＋1", "同", "一样", "我们这栋也停了", "我们这栋也停电停水了", "5栋也没水"]
)
def test_an_echo_joins(town: Town, words: str) -> None:
    """Said soon after another's report it is no second ticket; one line tells whoever said it."""
    town.says("王大妈", WATER)
    town.hush()
    town.later(seconds=40)
    town.says("张大爷", words)
    (heard,) = town.group_messages()
    assert (heard.text, heard.mentions, heard.ticket) == (JOINED, ("u-zhang",), 1)
    assert (len(town.tickets()), _joiners(town)) == (1, 1)
    assert _words(town) == [WATER, words]
    assert town.all_silent()
    assert town.is_whole(1)


def test_an_echo_of_what_is_quoted_joins_at_any_time(town: Town) -> None:
    """The report itself, or the bot's words about it."""
    report = town.says("王大妈", WATER)
    town.later(hours=3)
    town.hush()
    town.says("张大爷", "我家也是", quote=town.quote(WATER, report))
    town.says("小刘", "同", quote=town.quote("@李群主 请确认【1号】（水电气暖网）：1 是 2 误报 3 交网格长"))
    assert town.group_hears() == [JOINED, JOINED]
    assert _joiners(town) == 2


@pytest.mark.parametrize("words", ["+1", "同", "一样", "我家也是", "我也去", "我家也买了", "也好"])
def test_alone_it_is_talk(town: Town, words: str) -> None:
    """接龙 of +1 for a dinner, and everything of the kind, leaves no trace."""
    town.says("李群主", "周六聚餐，参加的请接龙")
    for who in ("王大妈", "张大爷", "小刘"):
        town.says(who, words)
    assert town.all_silent()
    assert (town.tickets(), _joiners(town)) == ([], 0)


@pytest.mark.parametrize("words", ["+1", "同", "我也去", "我家也买了", "也好", "我们也吃饭"])
def test_after_other_talk_it_is_about_that(town: Town, words: str) -> None:
    """A report, then the dinner: who says +1 means the dinner."""
    town.says("王大妈", WATER)
    town.hush()
    town.says("李群主", "周六聚餐，参加的请接龙")
    town.says("张大爷", words)
    town.says("小刘", words)
    assert town.all_silent()
    assert _joiners(town) == 0


def test_a_chain_that_had_begun_goes_on(town: Town) -> None:
    """Whoever posts the next +1 of a dinner is not taken for a neighbour without water."""
    town.says("李群主", "周六聚餐，参加的请接龙")
    town.says("张大爷", "+1")
    town.says("王大妈", WATER)
    town.hush()
    town.says("小刘", "+1")
    assert town.all_silent()
    assert _joiners(town) == 0


def test_an_echo_with_words_of_the_matter_is_heard_among_talk(town: Town) -> None:
    """What it says can only be said of the outage."""
    town.says("王大妈", WATER)
    town.says("李群主", "周六聚餐，参加的请接龙")
    town.hush()
    town.says("张大爷", "我们这栋也停水了")
    assert town.group_hears() == [JOINED]


def test_after_two_minutes_it_is_talk(town: Town) -> None:
    """Without a quote nobody knows any more what +1 means; joining itself keeps it in mind."""
    town.says("王大妈", WATER)
    town.later(seconds=100)
    town.says("张大爷", "我家也是")
    town.later(seconds=100)
    town.says("小刘", "+1")
    town.hush()
    town.later(seconds=121)
    town.says("陈师傅", "+1")
    assert town.all_silent()
    assert _joiners(town) == 2


def test_one_household_counts_once_and_the_reporter_does_not_join_himself(town: Town) -> None:
    """A second +1 of the same person is talk."""
    town.says("王大妈", WATER)
    town.says("张大爷", "+1")
    town.hush()
    town.says("张大爷", "+1")
    town.repeats()
    town.says("王大妈", "+1")
    assert town.all_silent()
    assert _joiners(town) == 1


def test_one_still_calls_the_chief_and_the_owner_still_answers(town: Town) -> None:
    """Joining takes no number away from those who mean something else by it."""
    town.says("王大妈", WATER)
    town.says("张大爷", "+1")
    town.says("李群主", "1")
    assert town.ticket(1).status == "confirmed"
    town.hush()
    town.says("小刘", "1")
    assert town.group_hears() == ["已通知孙网格长，请等他联系您"]


def test_a_second_report_of_the_same_joins(town: Town) -> None:
    """The same place, the same thing, other words, hours later, by somebody else."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.hush()
    town.later(hours=5)
    town.says("张大爷", SAME_LAMP)
    assert town.group_hears() == [JOINED]
    assert town.hears("赵网格员") == [f"【1号】已有2户反映：{SAME_LAMP}"]
    assert (len(town.tickets()), _joiners(town)) == (1, 1)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("3栋门口的路灯坏了没人修", "5栋门口的路灯坏了没人修"),
        ("3栋楼道漏水没人管", "5栋楼道漏水没人管"),
        ("村口垃圾堆成山没人清", "村口的下水道堵了，污水直流"),
        (LAMP, WATER),
        (WATER, "家里停电两天了，打电话也没人管"),
        ("老板拖欠我们三个月工资不给", "老板拖欠我三个月工资不给"),
        ("我老公又喝酒打我了，救命", "我老公又喝酒打我了，救命啊"),
    ],
)
def test_other_matters_are_other_tickets(town: Town, first: str, second: str) -> None:
    """Another place, another thing, one's own wages, and whatever is sensitive."""
    town.says("王大妈", first)
    town.later(minutes=1)
    town.says("张大爷", second)
    assert (len(town.tickets()), _joiners(town)) == (2, 0)


def test_one_outage_is_one_matter_whatever_houses_are_named(town: Town) -> None:
    """The rule file of the category says so."""
    town.says("王大妈", "3栋停水了，打电话也没人管")
    town.later(hours=1)
    town.says("张大爷", "5栋停水了，什么时候来水")
    assert (len(town.tickets()), _joiners(town)) == (1, 1)


def test_what_is_sensitive_is_not_joined_by_an_echo(town: Town) -> None:
    """Not even by a quote: the group learns nothing of it."""
    report = town.says("王大妈", "我老公又喝酒打我了，救命")
    town.hush()
    town.says("张大爷", "我家也是")
    town.says("张大爷", "我家也是", quote=town.quote("", report))
    town.says("张大爷", "我家也是", quote=town.quote("【1号】已收到"))
    assert town.all_silent()
    assert _joiners(town) == 0


def test_the_same_person_later_adds_to_his_own(town: Town) -> None:
    """A report of the same thing within hours is no second ticket; wages, too, if they are one's own."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.later(hours=2)
    town.hush()
    town.says("王大妈", SAME_LAMP)
    assert town.group_hears() == ["已补充到【1号】，不另登记；不是同一件事请回复 不是"]
    assert town.hears("赵网格员") == [f"【1号】反映人补充：{SAME_LAMP}"]
    assert len(town.tickets()) == 1
    town.hush()
    town.says("王大妈", "不是")
    assert town.ticket(2).text == SAME_LAMP
    assert _words(town) == [LAMP]


def test_not_the_same(town: Town) -> None:
    """不是: what was a report of its own is a ticket, as if it had been heard so at first."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    said = town.says("张大爷", SAME_LAMP)
    town.hush()
    town.says("张大爷", "不是")
    heard = town.group_hears()
    assert heard[0] == "已另登记【2号】"
    assert heard[1].startswith("@李群主 请确认【2号】")
    assert town.hears("赵网格员") == ["【1号】有1户撤出，现有1户反映"]
    assert (town.ticket(2).text, town.ticket(2).status, _joiners(town)) == (SAME_LAMP, "pending", 0)
    assert _words(town) == [LAMP]
    assert town.is_whole(1)
    assert town.is_whole(2)
    town.recalls("张大爷", said)
    assert (town.ticket(2).status, town.ticket(2).text) == ("withdrawn", "")
    assert town.ticket(1).status == "confirmed"


@pytest.mark.parametrize("how", ["不是", "不是 1", "撤销", "撤销 1"])
def test_an_echo_leaves_again(town: Town, how: str) -> None:
    """One reply; the words are erased, and nothing is registered."""
    town.says("王大妈", WATER)
    town.says("张大爷", "我家也是")
    town.hush()
    town.says("张大爷", how)
    assert town.group_hears() == ["好的，已从【1号】撤出"]
    assert (_words(town), _joiners(town), len(town.tickets())) == ([WATER], 0, 1)
    town.says("张大爷", "撤销")
    assert town.group_hears() == ["已经撤销过了，只能撤销最后一步，再早的请找上级改"]


def test_by_quoting_the_bot_one_leaves_later(town: Town) -> None:
    """A bare 不是 counts for ten minutes; with a quote or a number it always does."""
    town.says("王大妈", WATER)
    town.says("张大爷", "我家也是")
    town.later(minutes=30)
    town.hush()
    town.says("张大爷", "不是")
    assert town.all_silent()
    town.says("张大爷", "不是", quote=town.quote(JOINED))
    assert town.group_hears() == ["好的，已从【1号】撤出"]


def test_undo_makes_a_report_a_ticket_of_its_own(town: Town) -> None:
    """撤销 takes the joining back, not the report."""
    town.says("王大妈", LAMP)
    town.says("张大爷", SAME_LAMP)
    town.says("张大爷", "撤销")
    assert [one.text for one in town.tickets()] == [LAMP, SAME_LAMP]


def test_nobody_else_can_make_one_leave(town: Town) -> None:
    """不是 of others is talk, and of the owner the answer to his question."""
    town.says("王大妈", WATER)
    town.says("张大爷", "我家也是")
    town.hush()
    town.says("小刘", "不是")
    town.says("王大妈", "不是")
    assert town.all_silent()
    town.says("李群主", "不是")
    assert town.ticket(1).status == "rejected"
    assert _joiners(town) == 1


def test_an_owner_who_joins_is_not_misunderstood(town: Town) -> None:
    """He is being asked: 不是 alone might mean either, 撤销 cannot."""
    town.says("王大妈", WATER)
    town.hush()
    town.says("李群主", "我家也是")
    assert town.group_hears() == ["已并入【1号】，不另登记；不是同一件事请回复 撤销"]
    town.says("李群主", "不是")
    assert town.group_hears() == ["有2件等您回：要撤出【1号】请回复 撤销，别的请带编号"]
    assert town.ticket(1).status == "pending"
    town.says("李群主", "撤销")
    assert town.group_hears() == ["好的，已从【1号】撤出"]
    assert town.ticket(1).status == "pending"


def test_a_recalled_message_leaves(town: Town) -> None:
    """Its words are erased, and it becomes no ticket."""
    town.says("王大妈", LAMP)
    said = town.says("张大爷", SAME_LAMP)
    town.hush()
    town.recalls("张大爷", said)
    assert town.all_silent()
    assert (_words(town), _joiners(town), len(town.tickets())) == ([LAMP], 0, 1)
    assert town.is_whole(1)


def test_whoever_joined_asks_how_it_goes_and_hears_the_result(town: Town) -> None:
    """The handler hears how many households tell it; only the reporter is asked whether he is satisfied."""
    town.says("王大妈", WATER)
    town.says("张大爷", "我家也是")
    town.whispers("小刘", "家里停水了，什么时候来水")
    town.says("李群主", "1")
    assert "另有2户也反映" in town.hears("赵网格员")[0]
    town.hush()
    town.says("张大爷", "进度 1")
    town.says("张大爷", "进度")
    assert [one[:12] for one in town.group_hears()] == ["【1号】待受理，由赵网格"] * 2
    town.says("陈师傅", "进度 1")
    assert town.group_hears() == ["【1号】由反映人、群主和经办人员查进度，您不能办理。"]
    town.hush()
    town.whispers("赵网格员", "办结 1 水管已修好")
    assert town.group_hears() == [
        "【1号】已办结：水管已修好。请回复 满意 1 或 不满意 1",
        "【1号】已办结：水管已修好",
    ]
    assert town.hears("小刘")[-1] == "【1号】已办结：水管已修好"
    town.says("张大爷", "满意 1")
    assert town.ticket(1).status == "resolved"
    town.says("王大妈", "满意 1")
    assert town.ticket(1).status == "closed"


def test_the_result_goes_in_private_while_the_group_is_silent(town: Town) -> None:
    """静音 closes the group for those who joined, too."""
    town.says("王大妈", WATER)
    town.says("张大爷", "我家也是")
    town.says("李群主", "1")
    town.says("李群主", "静音")
    town.hush()
    town.whispers("赵网格员", "办结 1 水管已修好")
    assert town.group_hears() == []
    assert town.hears("张大爷") == ["【1号】已办结：水管已修好"]


def test_the_first_who_joined_reports_it_when_the_reporter_takes_it_back(town: Town) -> None:
    """His own words stay, the withdrawn ones are erased, and he is asked in the end."""
    town.says("王大妈", LAMP)
    town.says("陈师傅", "我家也是")
    said = town.says("张大爷", SAME_LAMP)
    town.says("李群主", "1")
    town.hush()
    town.says("王大妈", "撤回 1")
    assert town.group_hears() == ["您的话已删除；【1号】别人也反映了，接着办"]
    assert town.hears("张大爷") == ["【1号】原反映人已撤回，按您反映的接着办"]
    assert (town.ticket(1).status, town.ticket(1).text) == ("confirmed", SAME_LAMP)
    assert _words(town) == ["我家也是", SAME_LAMP]
    assert any(SAME_LAMP in one for one in town.hears("赵网格员"))
    town.whispers("赵网格员", "办结 1 换了灯")
    town.says("王大妈", "满意 1")
    assert town.ticket(1).status == "resolved"
    town.says("张大爷", "满意 1")
    assert town.ticket(1).status == "closed"
    assert town.is_whole(1)
    town.recalls("张大爷", said)
    assert town.ticket(1).text == ""


def test_when_all_take_it_back_it_is_withdrawn(town: Town) -> None:
    """The recall of the report, then of what had joined it."""
    first = town.says("王大妈", LAMP)
    second = town.says("张大爷", SAME_LAMP)
    town.recalls("王大妈", first)
    assert (town.ticket(1).status, town.ticket(1).text) == ("pending", SAME_LAMP)
    town.recalls("王大妈", first)
    town.recalls("李群主", first)
    assert town.ticket(1).status == "pending"
    town.recalls("张大爷", second)
    assert (town.ticket(1).status, town.ticket(1).text, _words(town)) == ("withdrawn", "", [])
    assert town.is_whole(1)


def test_who_joined_can_be_erased(town: Town) -> None:
    """删除我的信息: his words leave; of the reporter's the ticket lives on with those of who joined."""
    town.says("王大妈", LAMP)
    town.says("张大爷", SAME_LAMP)
    town.says("小刘", "我家也是")
    town.says("李群主", "1")
    town.says("小刘", "删除我的信息")
    assert _words(town) == [LAMP, SAME_LAMP]
    assert erase_now(town.office, CHANNEL, "u-wang", town.now)
    assert (town.ticket(1).text, town.ticket(1).status) == (SAME_LAMP, "confirmed")
    assert _words(town) == [SAME_LAMP]
    assert erase_now(town.office, CHANNEL, "u-zhang", town.now)
    assert (_words(town), _joiners(town)) == ([], 0)
    assert town.is_whole(1)


def test_joining_does_not_hinder_anybody_from_undoing(town: Town) -> None:
    """Who joins has not acted on the matter."""
    town.says("王大妈", WATER)
    town.says("李群主", "1")
    town.says("张大爷", "我家也是")
    town.hush()
    town.says("李群主", "撤销")
    assert town.ticket(1).status == "pending"
    assert town.is_whole(1)


def test_what_is_graver_is_a_ticket_of_its_own(town: Town) -> None:
    """A danger is never folded into what is not one."""
    town.says("王大妈", "村口电线垂下来了没人修")
    town.later(minutes=3)
    town.says("张大爷", "村口电线掉下来电到人了，快来人")
    assert len(town.tickets()) == 2


def test_what_has_ended_is_not_joined(town: Town) -> None:
    """A new report is a new ticket; who quotes the old one is told."""
    report = town.says("王大妈", WATER)
    town.says("李群主", "2")
    town.hush()
    town.says("张大爷", "我家也是", quote=town.quote("【1号】已按误报处理", report))
    assert town.group_hears() == ["【1号】现在是“不予受理”，还有这事请直接说一遍。"]
    town.says("张大爷", WATER)
    assert (len(town.tickets()), _joiners(town)) == (2, 0)


def test_a_stranger_joins_and_another_place_does_not(town: Town) -> None:
    """Whoever is in the group may; a ticket of another village is nobody's here."""
    town.group("g9", "C9")
    town.says("王大妈", WATER)
    town.hush()
    town.sends("外村网格员", "同", group_id="g9", quote=town.quote("【1号】已登记"))
    assert town.group_hears("g9") == []
    town.says("路人", "+1")
    assert town.group_hears() == [JOINED]


def test_of_two_joinings_a_bare_word_says_too_little(town: Town) -> None:
    """Both are listed, and nothing is done."""
    town.says("王大妈", WATER)
    town.says("张大爷", "我家也是")
    town.says("小刘", LAMP)
    town.says("张大爷", SAME_LAMP)
    town.hush()
    town.says("张大爷", "不是")
    assert town.group_hears() == ["有2件：【1号】【2号】，请带编号回复，例：不是 2"]
    town.says("张大爷", "不是 1")
    assert town.group_hears() == ["好的，已从【1号】撤出"]
    assert _joiners(town) == 1


def test_withdrawing_is_leaving_for_good(town: Town) -> None:
    """撤回 17 of somebody who joined takes his words back, and makes no ticket of them."""
    town.says("王大妈", LAMP)
    town.says("张大爷", SAME_LAMP)
    town.hush()
    town.says("张大爷", "撤回 1")
    assert town.group_hears() == ["好的，已从【1号】撤出"]
    assert (_words(town), _joiners(town), len(town.tickets())) == ([LAMP], 0, 1)
    assert town.ticket(1).status == "pending"


def test_what_more_is_told_of_a_danger_reaches_whoever_was_asked(town: Town) -> None:
    """One fire is one ticket; who tells it again hears the numbers, and the chief hears his words at once."""
    town.says("王大妈", "3栋着火了")
    town.hush()
    town.later(minutes=1)
    town.says("张大爷", "3栋着火了快救火，五楼还有人")
    assert len(town.tickets()) == 1
    assert any("119" in one for one in town.group_hears())
    assert any("五楼还有人" in one for one in town.hears("孙网格长"))
    assert any("五楼还有人" in one for one in town.hears("李群主"))


def test_who_tells_it_at_the_same_moment_joins_once(town: Town) -> None:
    """Six at once, each message twice: one ticket, five who joined."""
    people = ("王大妈", "张大爷", "小刘", "陈师傅", "路人", "小何")
    messages = [
        Message(CHANNEL, f"same-{who}", CAST[who].account or "", LAMP, town.now, GROUP, who) for who in people
    ]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda one: accept(town.office, one, town.now), messages + messages))
    assert (len(town.tickets()), _joiners(town)) == (1, 5)
    assert _words(town) == [LAMP] * 6
    assert town.is_whole(1)
    assert town.alarms == []


def test_what_whoever_joined_adds_goes_with_it(town: Town) -> None:
    """Words and pictures within two minutes, in silence as of a reporter; they leave with the rest."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.says("张大爷", SAME_LAMP)
    town.hush()
    town.says("张大爷", "就在3栋门口那盏")
    town.says("张大爷", "", attachments=(Attachment("image", "https://files.example/1"),))
    assert town.hears("赵网格员") == ["【1号】已有2户反映：就在3栋门口那盏"]
    assert town.group_hears() == []
    assert [one.action for one in town.events(1)][-3:] == ["join", "join", "attach"]
    town.says("张大爷", "不是")
    assert town.ticket(2).text == f"{SAME_LAMP}，就在3栋门口那盏"
    assert [one.action for one in town.events(2)] == ["report", "attach"]
    assert (_words(town), _joiners(town)) == ([LAMP], 0)
    assert town.hears("赵网格员") == ["【1号】有1户撤出，现有1户反映"]
    town.hush()
    town.says("张大爷", "哈哈")
    assert town.all_silent()


def test_who_handles_it_does_not_join_by_a_word(town: Town) -> None:
    """同 in reply to the bot is another answer from the staff; the owner lives there."""
    town.says("王大妈", WATER)
    town.says("李群主", "1")
    town.hush()
    for who in ("赵网格员", "孙网格长", "周主任"):
        town.says(who, "同", quote=town.quote("【1号】已登记，交赵网格员办理"))
    assert town.all_silent()
    town.says("小何", "我家也是")
    assert _joiners(town) == 1


def test_a_nickname_tells_the_place(town: Town) -> None:
    """3栋 and 5栋 in the names of two who have never spoken: two lamps, not one."""
    lamp = "楼下的路灯坏了没人修"
    town.sends("王大妈", lamp, group_id=GROUP, sender_id="u-3", sender_name="3栋-老张")
    town.sends("王大妈", lamp, group_id=GROUP, sender_id="u-5", sender_name="5栋-老李")
    town.sends("王大妈", lamp, group_id=GROUP, sender_id="u-33", sender_name="3栋-小赵")
    assert (len(town.tickets()), _joiners(town)) == (2, 1)
