"""An application speaks to members one by one, and the traps of the client below it stay shut."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from bot.channels.channel import ChannelError, Parcel
from bot.channels.wecom_app import WeComApp
from bot.channels.wecom_client import PUBLIC, ApiAccount, WeComApi
from models.outbox import Choice
from tests.bot.making import Hand
from tests.channels.envelopes import CORP
from tests.channels.kinds_made import make_app
from tests.channels.wecom_server import HANG_UP, RUBBISH, SECRET, SLOW, Step, WeComServer

TOLD = Parcel("d-1", "请办理【17号】", user_id="zhao", ticket=17)
ASKED = Parcel(
    "9b2d-1",
    "【17号】邻里\n3栋楼上半夜放音响\n1 是 2 误报",
    user_id="li",
    ticket=17,
    choices=(Choice("是", "确认 17"), Choice("误报", "误报 17")),
)


def refusal(app: WeComApp, parcel: Parcel = TOLD) -> tuple[str, bool]:
    """How a parcel is not delivered."""
    with pytest.raises(ChannelError) as error:
        app.send(parcel)
    assert SECRET not in repr(error.value)
    assert error.value.__cause__ is None
    return error.value.code, error.value.permanent


def test_words_for_a_member_go_as_text(app: WeComApp, platform: WeComServer) -> None:
    """Exactly these keys."""
    app.send(TOLD)
    text = {"content": "请办理【17号】"}
    assert platform.taken == [{"touser": "zhao", "agentid": 1000002, "msgtype": "text", "text": text}]


def test_too_many_calls_rest_for_a_minute(app: WeComApp, platform: WeComServer, hand: Hand) -> None:
    """45009: the call is left alone, whoever it is for."""
    platform.script.append(45009)
    assert refusal(app) == ("45009", False)
    assert refusal(app, Parcel("d-2", "您好", user_id="sun")) == ("45009", False)
    assert len(platform.asked) == 1
    hand.move(seconds=61)
    app.send(TOLD)


@pytest.mark.parametrize(
    ("step", "code", "permanent"),
    [
        (-1, "-1", False),
        (45033, "45033", False),
        (48002, "48002", False),
        (50003, "50003", False),
        (60020, "60020", False),
        (99999, "99999", False),
        (60011, "60011", True),
        (81013, "81013", True),
        (40003, "40003", True),
        (45002, "45002", True),
        ({"invaliduser": "zhao"}, "invaliduser", True),
        ({"unlicenseduser": "zhao"}, "unlicenseduser", True),
        ("500", "http_500", False),
        ("302", "unreachable", False),
        (HANG_UP, "unreachable", False),
        (RUBBISH, "bad_answer", False),
    ],
)
def test_each_refusal_has_its_consequence(
    app: WeComApp, platform: WeComServer, step: Step, code: str, permanent: bool
) -> None:
    """Later, never, or after an administrator has mended something; none is asked for twice at once."""
    app.send(TOLD)
    platform.script.append(step)
    assert refusal(app) == (code, permanent)
    assert len(platform.asked) == 2


@pytest.mark.parametrize("token_is_slow", [True, False])
def test_nobody_is_waited_for_without_end(platform: WeComServer, hand: Hand, token_is_slow: bool) -> None:
    """Neither for an answer nor for a token, for which wechatpy alone has no limit."""
    (platform.token_script if token_is_slow else platform.script).append(SLOW)
    api = WeComApi(ApiAccount("app", CORP, SECRET, platform.url, waits=(2.0, 0.2)), hand)
    with pytest.raises(ChannelError) as error:
        api.post("message/send", {"touser": "zhao"})
    assert (error.value.code, error.value.permanent) == ("timeout", False)


def test_nobody_at_home_is_told(hand: Hand) -> None:
    """A closed port is another try later."""
    assert refusal(make_app(hand, api_base_url="http://127.0.0.1:9")) == ("unreachable", False)


def test_a_try_that_may_have_gone_through_is_marked(app: WeComApp, platform: WeComServer) -> None:
    """The answer was lost; the platform is asked to drop the same words, and the member reads them once."""
    platform.script.append(HANG_UP)
    refusal(app)
    app.send(replace(TOLD, attempt=2))
    assert len(platform.asked) == 2
    assert len(platform.taken) == 1
    assert platform.asked[1]["enable_duplicate_check"] == 1


def test_the_same_words_for_another_reason_arrive_again(app: WeComApp, platform: WeComServer) -> None:
    """A first try is never taken for a repetition."""
    app.send(TOLD)
    app.send(replace(TOLD, delivery_id="d-2"))
    assert len(platform.taken) == 2


def test_long_words_go_in_parts_that_the_platform_takes(app: WeComApp, platform: WeComServer) -> None:
    """Cut between lines, nothing lost, each part within its bytes."""
    lines = [f"{n} {'李家门口的路灯不亮' * 6}" for n in range(60)]
    app.send(replace(TOLD, text="\n".join(lines)))
    parts = [one["text"]["content"] for one in platform.taken]
    assert "\n".join(parts).split("\n") == lines
    assert all(len(part.encode()) <= 2048 for part in parts)


def test_one_line_without_end_is_cut_between_characters(app: WeComApp, platform: WeComServer) -> None:
    """No character is cut in two."""
    app.send(replace(TOLD, text="字" * 2000))
    assert "".join(one["text"]["content"] for one in platform.taken) == "字" * 2000


def test_what_the_platform_finds_too_long_goes_in_halves(app: WeComApp, platform: WeComServer) -> None:
    """45002, again and again; short words that it finds too long are given up."""
    lines = [f"{n} 李家门口的路灯不亮" for n in range(12)]
    platform.script.extend([45002, 0, 45002])
    app.send(replace(TOLD, text="\n".join(lines)))
    assert "\n".join(one["text"]["content"] for one in platform.taken).split("\n") == lines
    assert len(platform.taken) >= 3
    platform.script.append(45002)
    assert refusal(app) == ("45002", True)


def test_words_of_a_resident_do_not_become_a_link(app: WeComApp, platform: WeComServer) -> None:
    """The platform's text has links in angle brackets; a message has none."""
    app.send(replace(TOLD, text='<a href="http://evil.example">点我</a>'))
    assert "<" not in platform.taken[0]["text"]["content"]


def test_choices_become_a_card(app: WeComApp, platform: WeComServer) -> None:
    """Its buttons carry the words that they say, its task id is the delivery's."""
    app.send(ASKED)
    card = platform.taken[0]["template_card"]
    assert (card["card_type"], card["task_id"]) == ("button_interaction", "9b2d-1")
    assert [(one["text"], one["key"]) for one in card["button_list"]] == [
        ("是", "say:确认 17"),
        ("误报", "say:误报 17"),
    ]
    assert card["main_title"]["title"] + "\n" + card["sub_title_text"] == ASKED.text


def test_a_card_sent_before_is_a_success(app: WeComApp, platform: WeComServer) -> None:
    """No task id is taken twice, so that a lost answer ends here."""
    platform.script.append(42014)
    app.send(replace(ASKED, attempt=2))


def test_choices_with_long_words_go_as_text(app: WeComApp, platform: WeComServer) -> None:
    """A card would cut them without a word; the text tells the choices too."""
    app.send(replace(ASKED, text="长" * 113))
    assert platform.taken[0]["msgtype"] == "text"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"group_id": "g1", "user_id": None}, "no_groups_here"),
        ({"user_id": None}, "no_such_member"),
        ({"user_id": "@all"}, "no_such_member"),
        ({"user_id": "zhao|li"}, "no_such_member"),
    ],
)
def test_nobody_else_is_spoken_to(
    app: WeComApp, platform: WeComServer, changes: dict[str, str | None], code: str
) -> None:
    """An application speaks in no group, and to no more than the one who is meant."""
    assert refusal(app, replace(TOLD, **changes)) == (code, True)  # type: ignore[arg-type]
    assert platform.asked == []


def test_a_member_is_not_flooded(app: WeComApp, platform: WeComServer, hand: Hand) -> None:
    """Beyond 30 a minute the platform drops words in silence; we stop before, and only for that member."""
    for _ in range(25):
        app.send(TOLD)
    assert refusal(app) == ("too_many_a_minute", False)
    app.send(replace(TOLD, user_id="sun"))
    hand.move(seconds=60)
    app.send(TOLD)
    assert len(platform.asked) == 27


def test_no_secret_gets_into_a_log(
    platform: WeComServer, hand: Hand, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither the secret nor a token, whatever fails; our address as the platform sees it does."""
    app = make_app(hand, api_base_url=platform.url)
    steps: list[list[Step]] = [[60020], [HANG_UP], [RUBBISH], ["500"], [42001, 42001]]
    with caplog.at_level(logging.INFO):
        for step in steps:
            platform.script.extend(step)
            refusal(app)
            hand.move(minutes=2)
    said = caplog.text + capsys.readouterr().out
    assert "127.0.0.1" in said
    assert not [word for word in (SECRET, "token-1", "token-2", "请办理") if word in said]


@pytest.mark.parametrize(
    ("base", "root"),
    [
        ("", PUBLIC),
        ("http://h:1", "http://h:1/cgi-bin/"),
        ("http://h:1/", "http://h:1/cgi-bin/"),
        ("https://h/cgi-bin", "https://h/cgi-bin/"),
        ("https://h/wecom/cgi-bin/", "https://h/wecom/cgi-bin/"),
        ("https://h/wecom", "https://h/wecom/cgi-bin/"),
    ],
)
def test_another_address_moves_every_call(base: str, root: str) -> None:
    """That of tokens too, which wechatpy would leave with Tencent."""
    assert ApiAccount("app", CORP, SECRET, base).root == root
