"""`gridbot doctor --channel` before everything is filled in: it names the next thing to do."""

from __future__ import annotations

import json

import pytest

from bot.checkup.walk import WALKS
from bot.config import ChannelKind
from tests.checkup.counties import AIBOT, APP, BRIDGE_SECRET, Beginner
from tests.sandbox.corps import AES_KEY, SECRET, TOKEN

NOWHERE = "http://127.0.0.1:9"


def test_a_channel_that_is_not_there_is_the_first_thing_to_do(beginner: Beginner) -> None:
    """The table to write, with the kinds that are spoken."""
    told = beginner.asks("cadres")
    assert told.exit_code == 1
    assert '[[channels]] with name = "cadres"' in told.stdout
    assert "wecom_app" in told.stdout


def test_an_application_is_filled_in_step_by_step(beginner: Beginner) -> None:
    """Each time the first step that is open is the next value to copy, and where it stands in the console."""
    table = {"kind": "wecom_app", "api_base_url": NOWHERE}
    beginner.channels["cadres"] = table
    for key, place in (
        ("corp_id", "我的企业"),
        ("agent_id", "应用管理"),
        ("secret", "Secret"),
        ("token", "接收消息"),
        ("aes_key", "EncodingAESKey"),
    ):
        told = json.loads(beginner.asks("cadres", "--json").stdout)
        first = told["steps"][told["next"] - 1]
        assert (told["ok"], first["step"], first["state"]) == (False, key, "to do")
        assert place in first["do"]
        table[key] = APP[key]
    assert json.loads(beginner.asks("cadres", "--json").stdout)["steps"][told["next"]]["step"] == "public_url"


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("aes_key", AES_KEY[:-1], "exactly 43 letters and digits; it has 42"),
        ("token", TOKEN * 3, "1 to 32 letters and digits"),
        ("token", "with a blank", "1 to 32 letters and digits"),
        ("secret", "a b", "blanks"),
        ("corp_id", "企业", "no 企业ID"),
    ],
)
def test_what_is_no_such_value_is_wrong(beginner: Beginner, key: str, value: str, says: str) -> None:
    """Its form is judged before anybody is asked, and it is not shown."""
    beginner.channels["cadres"] = {**APP, key: value, "api_base_url": NOWHERE}
    step = beginner.steps("cadres")[key]
    assert step["state"] == "wrong"
    assert says in step["says"]
    assert key == "corp_id" or value not in json.dumps(step)


def test_what_the_configuration_refuses_is_told(beginner: Beginner) -> None:
    """With its key and its remedy."""
    beginner.channels["cadres"] = {**APP, "agent_id": "one"}
    told = beginner.asks("cadres")
    assert told.exit_code == 1
    assert "channels[0].agent_id" in told.stdout
    assert "AgentId" in told.stdout


def test_a_kind_that_is_not_spoken_says_so(beginner: Beginner) -> None:
    """And which are."""
    beginner.channels["archive"] = {"kind": "wecom_archive"}
    told = beginner.asks("archive")
    assert told.exit_code == 1
    assert "does not speak wecom_archive" in told.stdout
    assert set(WALKS) == {ChannelKind.WECOM_APP, ChannelKind.WECOM_AIBOT, ChannelKind.BRIDGE}


def test_the_public_address_must_be_public(beginner: Beginner) -> None:
    """For the real platform; a stand-in on this machine reaches it."""
    beginner.channels["cadres"] = dict(AIBOT)
    beginner.public_url = "http://192.168.1.7"
    assert beginner.steps("cadres")["public_url"]["state"] == "wrong"
    beginner.public_url = "https://gridbot.invalid"
    told = beginner.steps("cadres")
    assert "https://gridbot.invalid/callback/cadres" in told["public_url"]["says"]
    assert (told["outside"]["state"], "not known" in told["outside"]["says"]) == ("wrong", True)


def test_a_bot_is_told_of_its_neighbour(beginner: Beginner) -> None:
    """With the application's corp_id it knows the members whom the staff list names there."""
    beginner.channels |= {"cadres": {**APP, "api_base_url": NOWHERE}, "workers": dict(AIBOT)}
    step = beginner.steps("workers")["corp_id"]
    assert (step["state"], "cadres" in step["do"]) == ("look", True)
    beginner.channels["workers"]["corp_id"] = APP["corp_id"]
    assert "cadres" in beginner.steps("workers")["corp_id"]["says"]


def test_no_secret_is_ever_printed(beginner: Beginner) -> None:
    """In neither form, whatever is wrong."""
    beginner.channels |= {
        "cadres": {**APP, "api_base_url": NOWHERE},
        "workers": {**AIBOT, "secret": SECRET, "bot_id": "aib-1"},
        "village": {"kind": "bridge", "secret": BRIDGE_SECRET, "deliver_url": NOWHERE},
    }
    for channel in beginner.channels:
        for words in ((), ("--json",)):
            told = beginner.asks(channel, *words)
            assert told.exit_code == 1
            assert not [one for one in (SECRET, TOKEN, AES_KEY, BRIDGE_SECRET) if one in told.output]


def test_send_goes_with_a_channel(beginner: Beginner) -> None:
    """Else it is wrong use."""
    assert beginner.county.runs("doctor", "--send", "zhao").exit_code == 2


def test_the_doctor_of_the_county_points_to_the_walk(beginner: Beginner) -> None:
    """For every channel of a platform."""
    beginner.channels["cadres"] = {**APP, "api_base_url": NOWHERE}
    beginner.county.runs("ticket", "list")
    assert "gridbot doctor --channel cadres" in beginner.county.runs("doctor").stdout
