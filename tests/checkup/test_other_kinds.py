"""The walks of an AI bot and of a bridge, over real HTTP."""

from __future__ import annotations

import pytest

from bot.sandbox.platform import Platform
from bot.sandbox.server import SandboxServer
from bot.wiring import real_time
from tests.checkup.counties import AIBOT, BRIDGE_SECRET, GRID, Beginner
from tests.faults.processes import is_up, running, until
from tests.gateway import Gateway
from tests.sandbox.corps import make_corp


def opened(steps: dict[str, dict[str, object]]) -> list[str]:
    """The steps that are left to do."""
    return [name for name, one in steps.items() if one["state"] in ("wrong", "to do")]


def test_an_ai_bot_from_the_console_to_the_first_message(beginner: Beginner) -> None:
    """Its address is checked without a receiver, and a group is only needed by those who want one."""
    bot_url = f"http://127.0.0.1:{beginner.port}/callback/workers"
    corp = make_corp(bot_url=bot_url)
    with SandboxServer(lambda url: Platform(corp, url, real_time, real_time)) as server:
        beginner.public_url = f"http://127.0.0.1:{beginner.port}"
        beginner.channels["workers"] = {**AIBOT, "api_base_url": server.platform.url}
        with running(beginner.county, "serve"):
            until(lambda: is_up(beginner.port), "ready")
            assert server.platform.check_url("bot:aib-1").is_good
            steps = beginner.steps("workers")
            assert opened(steps) == ["heard"]
            assert (steps["here"]["state"], steps["mode"]["state"]) == ("done", "look")
            assert "one process" in str(steps["redis"]["says"])
            assert server.platform.write_to_bot("sun", "aib-1", "帮助").heard
            assert beginner.asks("workers").exit_code == 0
            beginner.imports("grid", GRID)
            beginner.imports("groups", "渠道,群号,网格编码\nworkers,wr-workers,C3\n")
            assert beginner.steps("workers")["rooms"]["state"] == "done"


def test_several_processes_need_redis_for_the_ways(beginner: Beginner) -> None:
    """With a database for many, memory is no place to keep what all must know."""
    beginner.channels["workers"] = dict(AIBOT)
    told = beginner.county.runs(
        "doctor",
        "--channel",
        "workers",
        GRIDBOT_DATABASE__URL="postgresql+psycopg://127.0.0.1:1/none",
        XDG_CACHE_HOME=str(beginner.folder),
    )
    assert "set [redis] url" in told.stdout


def test_a_bridge_is_tried_without_effect(beginner: Beginner) -> None:
    """A signed message that takes back what never was, a forged one, and the gateway on the other side."""
    with Gateway() as gateway:
        beginner.channels["village"] = {"kind": "bridge", "secret": BRIDGE_SECRET, "deliver_url": gateway.url}
        before = beginner.steps("village")
        assert (before["here"]["state"], before["signature"]["state"]) == ("to do", "to do")
        with running(beginner.county, "serve"):
            until(lambda: is_up(beginner.port), "ready")
            steps = beginner.steps("village")
            assert opened(steps) == ["heard"]
            assert steps["deliver_url"]["state"] == "done"
            assert "405" not in str(steps)
            beginner.channels["village"]["secret"] = "another secret of the bridge"
            assert "another secret" in str(beginner.steps("village")["here"]["says"])
            beginner.channels["village"]["kind"] = "wecom_aibot"
            beginner.channels["village"] |= AIBOT
            assert "another kind" in str(beginner.steps("village")["here"]["says"])
        assert gateway.seen == []


@pytest.mark.parametrize(("table", "state"), [({}, "to do"), ({"secret": "short"}, "wrong")])
def test_a_bridge_begins_with_its_secret(beginner: Beginner, table: dict[str, str], state: str) -> None:
    """`gridbot secret` prints one."""
    beginner.channels["village"] = {"kind": "bridge", "deliver_url": "http://127.0.0.1:9/", **table}
    steps = beginner.steps("village")
    assert steps["secret"]["state"] == state
    assert "gridbot secret" in str(steps["secret"]["do"])
    assert "not reached" in str(steps["deliver_url"]["says"])
