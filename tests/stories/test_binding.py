"""绑定: a group belongs to a place, and an account to one of the staff."""

from __future__ import annotations

import re

import pytest

from handlers.actions import codes, vouch
from models.ticket import Status
from tests.town import Town

LAMP = "村口的路灯坏了三天了，没人来修"
NEW = "new"
WRONG = "没有这个网格编码或绑定码，请核对"
MAY_NOT = "绑定由群主、网格员、网格长或综治人员操作，您不能办理。"


def _in_new(town: Town, who: str, words: str, **rest: object) -> list[str]:
    town.sends(who, words, group_id=NEW, **rest)
    return town.group_hears(NEW)


def _group_code(town: Town, grid: str = "C4", days: int = 7) -> str:
    given = codes.for_group(town.office, grid, days, town.now)
    assert given is not None
    return given.code


def _staff_code(town: Town, who: str, days: int = 7) -> str:
    given = codes.for_staff(town.office, town.person(who).code, days, town.now)
    assert given is not None
    return given.code


def _with_codes(town: Town, words: str) -> str:
    """The words with codes of the import in place of the names in braces."""
    return re.sub(r"\{(\w+)\}", lambda found: town.person(found[1]).code, words)


# A group


@pytest.mark.parametrize("words", ["绑定 C3", "绑定C3", "绑定：c3", "@网格群助手 绑定 C3"])
def test_the_owner_binds_his_group(town: Town, words: str) -> None:
    """He says the grid's code: a short notice what is read and kept; from now on the group is heard."""
    assert _in_new(town, "王大妈", LAMP) == []
    (notice,) = _in_new(town, "李群主", words)
    assert notice.splitlines() == [
        "已绑定幸福村3组，有事直接在群里说；发 帮助 看怎么说",
        "只登记报事和对我说的话，闲聊不留任何记录",
        "登记的内容加密保存；发 删除我的信息 就删掉",
        "嫌打扰，群主发：静音 2小时",
        "找孙网格长发 1；急事请打110、119、120",
    ]
    assert len(notice.splitlines()[0]) <= 60
    assert _in_new(town, "王大妈", LAMP) == ["@李群主 请确认【1号】（道路路灯交通）：1 是 2 误报 3 交网格长"]


def test_whoever_answers_for_the_place_may(town: Town) -> None:
    """Grid worker, chief, cadre, town and county at or above it; the owner is who holds that post."""
    for number, who in enumerate(("赵网格员", "孙网格长", "周主任", "钱镇长", "郑主任")):
        town.sends(who, "绑定 C3", group_id=f"g-{number}")
        (notice,) = town.group_hears(f"g-{number}")
        assert notice.startswith("已绑定幸福村3组")
        assert "还没有登记群主" not in notice
        town.sends("王大妈", f"{number}号楼前的路灯坏了三天了，没人来修", group_id=f"g-{number}")
        assert town.group_hears(f"g-{number}")[0].startswith("@李群主 请确认")


def test_a_place_without_owner_says_so(town: Town) -> None:
    """Nobody owns the group: the chief decides in the meantime, and everybody knows."""
    notice = _in_new(town, "周主任", "绑定 C4")[0]
    assert notice.splitlines()[-1] == "还没有登记群主，先由周主任确认"
    town.sends("王大妈", LAMP, group_id=NEW)
    assert "请确认【1号】" in town.hears("周主任")[0]


def test_who_may_not_bind(town: Town) -> None:
    """Staff of another place are told; a stranger with a grid's code hears nothing, so learns nothing."""
    assert _in_new(town, "外村网格员", "绑定 C3") == [MAY_NOT]
    assert _in_new(town, "吴律师", "绑定 C3") == [MAY_NOT]
    assert _in_new(town, "赵网格员", "绑定 C99") == [WRONG]
    for who in ("路人", "王大妈", "陈师傅"):
        for words in ("绑定 C3", "绑定 C99", "绑定", "绑定 手机号"):
            assert _in_new(town, who, words, mentions_bot=True) == []
    town.says("王大妈", "绑定 C4")
    assert town.all_silent()


def test_a_one_time_code_needs_no_known_speaker(town: Town) -> None:
    """Where nobody is known yet the office's code binds the group, once; it makes its speaker nobody."""
    code = _group_code(town)
    (notice,) = _in_new(town, "路人", f"绑定 {code.lower()}")
    assert notice.startswith("已绑定幸福村4组")
    town.sends("路人", "静音 2小时", group_id=NEW)
    assert town.all_silent()
    town.sends("张大爷", f"绑定 {code}", group_id="another")
    assert town.group_hears("another") == []


def test_a_code_runs_out(town: Town) -> None:
    """After its days it is wrong, and nothing of it is kept."""
    code = _group_code(town, days=1)
    town.later(days=1, minutes=1)
    assert _in_new(town, "路人", f"绑定 {code}") == []


def test_guessing_is_slow(town: Town) -> None:
    """After five wrong codes an account is not heard for two minutes, right or wrong."""
    for number in range(5):
        assert _in_new(town, "路人", f"绑定 ZZZZ-ZZZ{number}") == []
    code = _group_code(town)
    assert _in_new(town, "路人", f"绑定 {code}") == []
    town.later(minutes=3)
    assert len(_in_new(town, "路人", f"绑定 {code}")) == 1


def test_a_bound_group_is_moved_by_who_has_rights_over_both(town: Town) -> None:
    """The village's cadre may move it within the village; its worker may not, nor a one-time code."""
    town.says("周主任", "绑定 C3")
    assert town.group_hears() == ["这个群已经绑定幸福村3组了"]
    town.says("路人", f"绑定 {_group_code(town)}")
    assert town.group_hears() == ["这个群已经绑定幸福村3组，要换请群主或网格长先发：解绑"]
    town.says("外村网格员", "绑定 C9")
    assert town.group_hears() == ["这个群已经绑定幸福村3组，要换请群主或网格长先发：解绑"]
    town.says("周主任", "绑定 C4")
    assert town.group_hears()[0].startswith("已绑定幸福村4组")
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    assert town.ticket(1).status == Status.PENDING


def test_letting_go(town: Town) -> None:
    """解绑: the group is heard no more; what is open goes on, and is told in private."""
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    town.hush()
    town.says("路人", "解绑")
    assert town.all_silent()
    town.says("李群主", "解绑")
    assert town.group_hears() == ["已解绑幸福村3组，我不再听这个群；没办完的事照常办理"]
    town.says("王大妈", "家里停水两天了，打电话也没人管")
    assert town.all_silent()
    town.whispers("赵网格员", "接单 1")
    assert town.group_hears() == []
    assert town.hears("王大妈") == ["【1号】赵网格员已接单，正在办理"]
    town.says("李群主", "绑定 C3")
    assert town.group_hears()[0].startswith("已绑定幸福村3组")
    town.says("王大妈", "进度 1")
    assert town.group_hears() == ["【1号】办理中，由赵网格员办理，3月3日前办好"]


def test_a_question_left_open_reaches_the_owner_in_private(town: Town) -> None:
    """The group was let go before the owner answered."""
    town.says("王大妈", LAMP)
    town.says("周主任", "解绑")
    town.hush()
    town.later(minutes=31)
    assert town.group_hears() == []
    assert town.hears("李群主")[0].startswith("请确认【1号】")


def test_binding_in_private(town: Town) -> None:
    """It is said in the group."""
    town.whispers("李群主", "绑定 C3")
    assert town.hears("李群主") == ["请到要绑定的群里发：绑定 网格编码"]
    town.whispers("李群主", "解绑")
    assert town.hears("李群主") == ["请到要解绑的群里发：解绑"]


def test_binding_is_not_undone_by_undo(town: Town) -> None:
    """撤销 tells the verb for it."""
    _in_new(town, "李群主", "绑定 C3")
    assert _in_new(town, "李群主", "撤销") == ["要取消绑定，请在群里发：解绑"]


def test_a_repeated_binding_happens_once(town: Town) -> None:
    """The gateway brings the message again."""
    code = _group_code(town)
    _in_new(town, "路人", f"绑定 {code}")
    assert town.repeats() == "duplicate"
    assert town.all_silent()


# An account


def _stranger(town: Town, who: str, words: str) -> list[str]:
    """Somebody of the cast speaks by an account of another channel, which nobody knows yet."""
    town.sends(who, _with_codes(town, words), channel="app", group_id=None)
    return town.hears(who, "app")


def test_a_one_time_code_ties_an_account(town: Town) -> None:
    """One line who he is and what he can say, one what is kept; he is known from now on."""
    code = _staff_code(town, "赵网格员")
    assert _stranger(town, "赵网格员", f"我是 {code}") == [
        f"您是赵网格员（幸福村3组网格员），发 待办 看事，发 帮助 看怎么说\n{vouch.PRIVACY}"
    ]
    assert _stranger(town, "赵网格员", "待办") == ["您现在没有待办"]
    assert _stranger(town, "赵网格员", "撤销") == ["账号绑错了请找管理员改"]
    assert _stranger(town, "路人", f"我是 {code}")[0].startswith("没有这个编码或一次性码")


def test_a_lost_account_is_replaced(town: Town) -> None:
    """With a code of the office a new account on the same channel takes the old one's place."""
    code = _staff_code(town, "赵网格员")
    town.whispers("路人", f"我是 {code}")
    assert town.hears("路人")[0].startswith("您是赵网格员")
    town.whispers("赵网格员", "待办")
    assert town.hears("赵网格员") == []
    town.says("王大妈", LAMP)
    town.says("李群主", "1")
    assert "请办理【1号】" in town.hears("路人")[0]


def test_a_superior_vouches(town: Town) -> None:
    """A staff code alone ties nothing: the chief is asked, says yes, and both hear."""
    told = _stranger(town, "赵网格员", "我是 {赵网格员}")
    assert told == ["已请孙网格长核对，一有结果就告诉您"]
    assert town.hears("孙网格长") == [
        "“赵网格员”（账号自称）说自己是赵网格员（幸福村3组网格员），是不是本人？\n1 是 2 不是"
    ]
    assert _stranger(town, "赵网格员", "待办") == []
    town.whispers("孙网格长", "1")
    assert town.hears("孙网格长") == ["好的，已按您说的办"]
    assert town.hears("赵网格员", "app")[0].startswith("您是赵网格员（幸福村3组网格员）")
    assert _stranger(town, "赵网格员", "待办") == ["您现在没有待办"]


@pytest.mark.parametrize("word", ["2", "不是", "不是本人", "不是本人 {赵网格员}"])
def test_a_superior_denies(town: Town, word: str) -> None:
    """No: nothing is tied, the stranger hears what to do."""
    _stranger(town, "路人", "我是 {赵网格员}")
    town.hush()
    town.whispers("孙网格长", _with_codes(town, word))
    assert town.hears("孙网格长") == ["好的，没有绑定"]
    assert town.hears("路人", "app") == ["没有核对通过；如果有误，请向管理员要一次性码"]
    assert _stranger(town, "路人", "待办") == []


def test_a_third_choice_is_none(town: Town) -> None:
    """3 answers nothing here."""
    _stranger(town, "路人", "我是 {赵网格员}")
    town.hush()
    town.whispers("孙网格长", "3")
    assert town.hears("孙网格长") == ["请回复：1 是 2 不是"]


def test_nobody_answers_for_a_day(town: Town) -> None:
    """The claim ends by itself; what was kept of it is erased, and whoever asked hears."""
    _stranger(town, "赵网格员", "我是 {赵网格员}")
    town.hush()
    town.later(hours=25)
    assert town.hears("赵网格员", "app") == ["上级24小时没有回复；请向管理员要一次性码，或再发一次"]
    town.whispers("孙网格长", "1")
    assert town.hears("赵网格员", "app") == []


def test_several_questions_are_told_apart(town: Town) -> None:
    """A bare 1 is not guessed; each question can be answered by its own words."""
    _stranger(town, "赵网格员", "我是 {赵网格员}")
    _stranger(town, "李群主", "我是 {李群主}")
    town.says("王大妈", "着火了！3栋二楼着火了，快来人啊")
    town.hush()
    town.whispers("孙网格长", "1")
    assert town.hears("孙网格长") == [
        "有3件待确认：【1号】，请带编号回复，例：确认 1；账号请回复：是本人 或 不是本人"
    ]
    town.whispers("孙网格长", "是本人")
    assert town.hears("孙网格长") == ["有2个账号要核对，请带编码，例：是本人 P3"]
    town.whispers("孙网格长", _with_codes(town, "是本人 {李群主}"))
    assert town.hears("李群主", "app")[0].startswith("您是李群主（幸福村3组群主）")
    town.whispers("孙网格长", "不是本人")
    assert town.hears("赵网格员", "app") == ["没有核对通过；如果有误，请向管理员要一次性码"]
    town.whispers("孙网格长", "是本人")
    assert town.hears("孙网格长")[-1] == "没有等您核对的账号"


@pytest.mark.parametrize(
    ("who", "words", "told"),
    [
        ("赵网格员", "我是 {赵网格员}", "您已经是赵网格员（幸福村3组网格员）了"),
        ("赵网格员", "我是 {孙网格长}", "这个账号已有登记，要换人请找管理员"),
        ("陈师傅", "我是 {赵网格员}", "这个账号已有登记，要换人请找管理员"),
        ("路人", "我是 {赵网格员}", "这个编码在这里已有账号，换账号请向管理员要一次性码"),
        ("路人", "我是 P99", "没有这个编码或一次性码，请核对；请向管理员要一次性码也行"),
    ],
)
def test_claims_that_lead_nowhere(town: Town, who: str, words: str, told: str) -> None:
    """Each is told in one sentence."""
    town.whispers(who, _with_codes(town, words))
    assert town.hears(who) == [told]


def test_one_claim_at_a_time(town: Town) -> None:
    """A second one waits for the first."""
    _stranger(town, "路人", "我是 {赵网格员}")
    assert _stranger(town, "路人", "我是 {李群主}") == ["您的账号正在核对，请等上级回复"]


def test_guessing_at_staff_codes_is_slow(town: Town) -> None:
    """After five tries an account is told to wait."""
    for number in range(5):
        _stranger(town, "路人", f"我是 P{90 + number}")
    assert _stranger(town, "路人", "我是 {赵网格员}") == ["试得太多了，请过几分钟再发"]


@pytest.mark.parametrize("words", ["我是 {赵网格员}", "我是张三", "我是3栋的", "我是来问路灯的"])
def test_in_a_group_it_is_talk(town: Town, words: str) -> None:
    """Nobody's code is taken in a group; said to the bot it is told so."""
    town.says("路人", _with_codes(town, words))
    assert town.all_silent()


def test_a_code_said_in_the_group_by_mistake(town: Town) -> None:
    """It is not used up, and its speaker is told where to say it."""
    code = _staff_code(town, "赵网格员")
    town.says("路人", f"我是 {code}", mentions_bot=True)
    assert town.group_hears() == ["请私聊我发，不要把码发在群里"]


def test_plain_words_are_no_claim(town: Town) -> None:
    """我是 with a name or a house is how people talk."""
    for words in ("我是王大妈", "我是 3栋的张三", "我是来办低保的"):
        town.whispers("路人", words)
        assert town.hears("路人") == []


def test_whoever_asked_is_forgotten_on_request(town: Town) -> None:
    """删除我的信息 before the superior has answered: the claim is gone."""
    _stranger(town, "路人", "我是 {赵网格员}")
    assert _stranger(town, "路人", "删除我的信息") == ["您的信息已删除"]
    town.hush()
    town.whispers("孙网格长", "1")
    assert town.hears("路人", "app") == []


def test_a_reporter_who_turns_out_to_be_staff(town: Town) -> None:
    """What he reported before he was known stays his."""
    town.says("路人", LAMP)
    town.hush()
    town.whispers("路人", f"我是 {_staff_code(town, '小何')}")
    town.hush()
    town.says("路人", "进度 1")
    assert town.group_hears() == ["【1号】待确认"]
