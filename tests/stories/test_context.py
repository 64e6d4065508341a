"""A matter told in pieces is one matter; what its teller adds belongs to it, and talk between does not."""

from __future__ import annotations

import pytest

from handlers.message import Attachment
from tests.judges import judging
from tests.stories.test_not_sure import UNSURE
from tests.town import Town

LAMP = "村口的路灯坏了三天了，没人来修"
PIECES = ("我家", "楼上", "漏水了没人管")


def _says_unsure(town: Town, words: str) -> str:
    """王大妈 says words of which the classifier is not sure; of what follows it judges as it does."""
    office = town.office
    town.office = judging(office, UNSURE)
    said = town.says("王大妈", words)
    town.office = office
    return said


def test_three_messages_are_one_ticket(town: Town) -> None:
    """What alone says nothing is read with what follows; the owner is asked once."""
    for words in PIECES:
        town.says("王大妈", words)
        town.later(seconds=20)
    assert [one.text for one in town.tickets()] == ["我家楼上漏水了没人管"]
    assert town.ticket(1).category == "neighbor"
    assert len(town.group_hears()) == 1
    assert town.is_whole(1)


def test_the_last_piece_need_not_be_a_report(town: Town) -> None:
    """None of the three would be registered alone; two of them are enough, the third is added."""
    pieces = ["村口的路灯", "不亮了", "三天了没人修"]
    for words in pieces:
        town.says("王大妈", words)
    assert [one.text for one in town.tickets()] == ["村口的路灯，不亮了"]
    assert [one.note for one in town.events(1)] == pieces
    assert len(town.group_hears()) == 1


def test_talk_between_does_not_disturb(town: Town) -> None:
    """Neither that of others nor one's own goes into the ticket."""
    town.says("王大妈", "哈哈")
    town.says("王大妈", "我家")
    town.says("张大爷", "今天赶集真热闹")
    town.says("王大妈", "吃饭去了")
    town.says("小刘", "楼上")
    town.says("王大妈", "楼上漏水了没人管")
    assert [one.text for one in town.tickets()] == ["我家楼上漏水了没人管"]


def test_after_two_minutes_the_pieces_are_forgotten(town: Town) -> None:
    """And so are those said in another group, or by somebody else."""
    town.says("王大妈", "村口的路灯")
    town.later(seconds=121)
    town.says("王大妈", "不亮了")
    town.says("张大爷", "村口的路灯")
    town.sends("王大妈", "三天了没人修", group_id="unknown")
    town.says("王大妈", "三天了没人修")
    assert town.tickets() == []
    assert town.all_silent()


@pytest.mark.parametrize("words", ["打电话也没人管", "就在3栋门口那盏", "电话13800009001", "到现在也没人来"])
def test_what_is_added_goes_to_the_ticket(town: Town, words: str) -> None:
    """No second ticket, no second question, nothing said; the handler would hear it."""
    town.says("王大妈", LAMP)
    town.hush()
    town.later(seconds=30)
    town.says("王大妈", words)
    assert town.all_silent()
    assert len(town.tickets()) == 1
    assert [(one.action, one.note) for one in town.events(1)][-1] == ("supplement", words)


@pytest.mark.parametrize("words", ["哈哈", "吃饭去了", "谢谢大家", "晚上七点跳舞", "3栋的快递到了"])
def test_what_has_nothing_to_do_with_it_is_not_added(town: Town, words: str) -> None:
    """Talk of the reporter is talk."""
    town.says("王大妈", LAMP)
    town.hush()
    town.says("王大妈", words)
    assert len(town.events(1)) == 1
    assert town.all_silent()


def test_nothing_is_added_after_two_minutes(town: Town) -> None:
    """From then on it takes 补充."""
    town.says("王大妈", LAMP)
    town.later(seconds=121)
    town.says("王大妈", "打电话也没人管")
    assert len(town.events(1)) == 1


def test_the_handler_hears_what_is_added(town: Town) -> None:
    """An owner who is quick has confirmed it within the two minutes."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.hush()
    town.says("王大妈", "就在3栋门口那盏")
    assert town.hears("赵网格员") == ["【1号】反映人补充：就在3栋门口那盏"]
    assert town.group_hears() == []


def test_what_makes_it_an_emergency_raises_the_ticket(town: Town) -> None:
    """The numbers are said at once, owner and chief hear the words; the question is the same."""
    town.says("王大妈", "隔壁天天半夜吵架砸东西，吵得睡不着")
    town.hush()
    town.says("王大妈", "打起来了，动刀了，快来人")
    assert len(town.tickets()) == 1
    assert town.ticket(1).urgency == "emergency"
    heard = [*town.group_hears(), *town.hears("王大妈")]
    assert any("110" in words for words in heard)
    assert any("动刀了" in words for words in town.hears("孙网格长"))
    assert any("动刀了" in words for words in town.hears("李群主"))


def test_a_danger_of_another_kind_is_a_ticket_of_its_own(town: Town) -> None:
    """A lamp and a fire; but a bare cry belongs to what was said before it."""
    town.says("王大妈", LAMP)
    town.says("王大妈", "着火了，快来救火")
    town.says("张大爷", "家里停水两天了，打电话也没人管")
    town.says("张大爷", "快来人啊")
    assert [(one.category, one.urgency) for one in town.tickets()][:2] == [
        ("roads_transport", "normal"),
        ("public_safety", "emergency"),
    ]
    assert len(town.tickets()) == 3


def test_two_matters_are_two_tickets(town: Town) -> None:
    """Each a report by itself, of different things."""
    town.says("王大妈", LAMP)
    town.says("王大妈", "老板拖欠工资三个月不给")
    assert [one.category for one in town.tickets()] == ["roads_transport", "labor"]


def test_another_place_is_another_ticket(town: Town) -> None:
    """The same kind of thing, told of two places."""
    town.says("王大妈", "3栋门口的路灯坏了")
    town.says("王大妈", "5栋门口的路灯坏了")
    assert len(town.tickets()) == 2


def test_repeats_do_nothing(town: Town) -> None:
    """Each of the messages may come twice, before and after the ticket."""
    for words in PIECES:
        town.says("王大妈", words)
        town.repeats()
    first = town.last_message
    town.says("王大妈", "打电话也没人管")
    town.repeats()
    for message_id, words in (("m1", "我家"), ("m2", "楼上")):
        town.sends("王大妈", words, group_id="g3", message_id=message_id)
    assert first.message_id == "m3"
    assert len(town.tickets()) == 1
    assert [one.note for one in town.events(1)] == [*PIECES, "打电话也没人管"]


def test_recalling_a_piece_erases_it(town: Town) -> None:
    """The rest is still a report, so the ticket stays; without the last piece nothing is left of it."""
    sent = [town.says("王大妈", words) for words in PIECES]
    town.recalls("王大妈", sent[0])
    assert town.ticket(1).text == "楼上漏水了没人管"
    assert [one.note for one in town.events(1)] == [None, "楼上", "漏水了没人管", None]
    assert town.ticket(1).status == "pending"
    town.recalls("王大妈", sent[2])
    assert (town.ticket(1).status, town.ticket(1).text) == ("withdrawn", "")
    assert town.is_whole(1)


def test_a_recalled_piece_is_no_piece(town: Town) -> None:
    """What is taken back before it became a ticket is read with nothing."""
    said = town.says("王大妈", "村口的路灯")
    town.recalls("王大妈", said)
    town.says("王大妈", "不亮了")
    town.says("王大妈", "三天了没人修")
    assert town.tickets() == []


def test_a_text_that_was_asked_about_becomes_part_of_the_ticket(town: Town) -> None:
    """The owner need not say any more whether that text is to be registered."""
    _says_unsure(town, "拖欠工资")
    assert "要不要登记" in town.hears("李群主")[0]
    town.says("王大妈", "老板三个月不给")
    assert town.ticket(1).text == "拖欠工资，老板三个月不给"
    town.hush()
    town.whispers("李群主", "1")
    assert town.ticket(1).status == "confirmed"
    assert len(town.tickets()) == 1
    town.recalls("王大妈", "m1")
    assert "拖欠工资" not in town.ticket(1).text


def test_what_the_owner_registered_can_be_recalled(town: Town) -> None:
    """The message that was asked about started the ticket."""
    said = _says_unsure(town, "拖欠工资")
    town.whispers("李群主", "1")
    assert town.ticket(1).text == "拖欠工资"
    town.recalls("王大妈", said)
    assert (town.ticket(1).status, town.ticket(1).text) == ("withdrawn", "")


def test_a_photo_belongs_to_the_report_beside_it(town: Town) -> None:
    """After it or just before, by the same person: count and kind are noted, the address is sealed."""
    town.says("王大妈", "", attachments=(Attachment("image", "https://files.example/1"),))
    assert town.tickets() == []
    town.says("王大妈", LAMP)
    town.hush()
    town.says("王大妈", "", attachments=(Attachment("image", "https://files.example/2"),))
    town.says("张大爷", "", attachments=(Attachment("image", "https://files.example/3"),))
    assert town.all_silent()
    steps = [one for one in town.events(1) if one.action == "attach"]
    assert [one.detail for one in steps] == ['{"files":{"image":1}}'] * 2
    town.recalls("王大妈", town.last_message.message_id)
    assert town.is_whole(1)


def test_what_is_added_is_known_and_goes_with_its_words(town: Town) -> None:
    """The telephone number stands among the facts until its message is recalled."""
    town.says("王大妈", LAMP)
    said = town.says("王大妈", "电话13800009001")
    assert "13800009001" in (town.ticket(1).facts or "")
    town.recalls("王大妈", said)
    assert "13800009001" not in (town.ticket(1).facts or "")
    assert "村口" in (town.ticket(1).facts or "")
