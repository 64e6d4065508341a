"""An application's token is fetched once, renewed in time, and never insisted on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.channels.channel import ChannelError, Parcel
from bot.channels.wecom_app import WeComApp
from tests.bot.making import Hand
from tests.channels.kinds_made import make_app
from tests.channels.wecom_server import HANG_UP, RUBBISH, SECRET, Step, WeComServer

TOLD = Parcel("d-1", "请办理【17号】", user_id="zhao", ticket=17)


def refusal(app: WeComApp, parcel: Parcel = TOLD) -> tuple[str, bool]:
    """How a parcel is not delivered."""
    with pytest.raises(ChannelError) as error:
        app.send(parcel)
    assert SECRET not in repr(error.value)
    assert error.value.__cause__ is None
    return error.value.code, error.value.permanent


def test_a_token_is_fetched_once_for_all_threads(app: WeComApp, platform: WeComServer) -> None:
    """Also when many ask at the same moment."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(app.send, [Parcel(f"d-{n}", "您好", user_id=f"u{n}") for n in range(24)]))
    assert (platform.tokens_given, len(platform.taken)) == (1, 24)


def test_a_token_is_renewed_before_it_runs_out(app: WeComApp, platform: WeComServer, hand: Hand) -> None:
    """By the real clock, two minutes ahead."""
    app.send(TOLD)
    hand.move(seconds=7200 - 121)
    app.send(TOLD)
    assert platform.tokens_given == 1
    hand.move(seconds=1)
    app.send(TOLD)
    assert platform.tokens_given == 2


@pytest.mark.parametrize("code", [42001, 40014, 41001, 40001])
def test_a_refused_token_is_renewed_once(app: WeComApp, platform: WeComServer, code: int) -> None:
    """The platform may end a token early; nobody notices."""
    app.send(TOLD)
    platform.script.append(code)
    app.send(TOLD)
    assert (platform.tokens_given, len(platform.taken), len(platform.asked)) == (2, 2, 3)


def test_threads_that_are_refused_together_fetch_once(app: WeComApp, platform: WeComServer) -> None:
    """One fetches, the others use what it got."""
    app.send(TOLD)
    platform.forget_tokens()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(app.send, [Parcel(f"d-{n}", "您好", user_id=f"u{n}") for n in range(8)]))
    assert (platform.tokens_given, len(platform.taken)) == (2, 9)


@pytest.mark.parametrize("code", [42001, 40014, 40001])
def test_a_token_that_never_holds_is_no_loop(
    app: WeComApp, platform: WeComServer, hand: Hand, code: int
) -> None:
    """Two calls and two tokens, and then silence for a minute: wechatpy alone would go on until the ban."""
    platform.script.extend([code] * 1000)
    for _ in range(10):
        assert refusal(app) == (str(code), False)
    assert (len(platform.asked), platform.tokens_given) == (2, 2)
    platform.script.clear()
    hand.move(seconds=61)
    app.send(TOLD)


@pytest.mark.parametrize("code", [40001, 40091, 40013, 60020, 49999])
def test_a_wrong_secret_is_not_insisted_on(platform: WeComServer, hand: Hand, code: int) -> None:
    """One request in half an hour at the most, and the messages are kept for when it is mended."""
    app = make_app(hand, api_base_url=platform.url)
    platform.token_script.extend([code] * 1000)
    for _ in range(20):
        assert refusal(app) == (str(code), False)
    assert (platform.tokens_given, platform.asked) == (1, [])
    hand.move(minutes=31)
    refusal(app)
    assert platform.tokens_given == 2


def test_a_really_wrong_secret_is_told_by_its_code(platform: WeComServer, hand: Hand) -> None:
    """And by no word of itself."""
    app = make_app(hand, api_base_url=platform.url, secret="not the secret")
    assert refusal(app) == ("40001", False)


@pytest.mark.parametrize(
    ("step", "code"),
    [("500", "http_500"), (HANG_UP, "unreachable"), (RUBBISH, "bad_answer"), ({}, "bad_answer")],
)
def test_a_token_may_fail_in_every_way(app: WeComApp, platform: WeComServer, step: Step, code: str) -> None:
    """Whatever comes instead of a token, it is asked for again with the next try."""
    platform.token_script.append(step)
    assert refusal(app) == (code, False)
    app.send(TOLD)
