"""The walk through an application over real HTTP: a platform that stands in, and a gridbot that is served."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from bot.sandbox.corp import Corp
from bot.sandbox.platform import Platform
from bot.sandbox.server import SandboxServer
from bot.wiring import real_time
from tests.checkup.counties import APP, GRID, STAFF, Beginner
from tests.faults.processes import is_up, running, until
from tests.sandbox.corps import AES_KEY, AGENT, SECRET, TOKEN, make_corp

Found = Callable[[Corp], Platform]


@pytest.fixture(name="founds")
def _founds() -> Iterator[Found]:
    """Sets up the platform of a corporation."""
    with ExitStack() as stack:

        def found(corp: Corp) -> Platform:
            server = SandboxServer(lambda url: Platform(corp, url, real_time, real_time))
            return stack.enter_context(server).platform

        yield found


def joins(beginner: Beginner, platform: Platform) -> None:
    """Enter the application of a platform into the configuration, and the county's lists."""
    beginner.public_url = f"http://127.0.0.1:{beginner.port}"
    beginner.channels["cadres"] = {**APP, "api_base_url": platform.url}
    beginner.imports("grid", GRID)
    beginner.imports("staff", STAFF)


def test_from_the_console_to_the_first_message(beginner: Beginner, founds: Found) -> None:
    """Each step turns to done as it is taken, and at the end the exit status is 0."""
    platform = founds(make_corp(f"http://127.0.0.1:{beginner.port}/callback/cadres"))
    joins(beginner, platform)
    told = beginner.asks("cadres")
    assert told.exit_code == 1
    assert "next is step 7, gridbot on this machine" in told.stdout
    with running(beginner.county, "serve"):
        until(lambda: is_up(beginner.port), "ready")
        steps = beginner.steps("cadres")
        assert [name for name, one in steps.items() if one["state"] in ("wrong", "to do")] == ["heard"]
        assert steps["outside"]["state"] == "done"
        assert platform.check_url(f"app:{AGENT}").is_good
        assert (steps["agent"]["says"], steps["range"]["state"]) == ("“网格助手” is on", "done")
        assert steps["saved"]["state"] == "look"
        assert "127.0.0.1" in steps["callers"]["says"]
        platform.write_to_app("li", AGENT, "帮助")
        told = beginner.asks("cadres", "--send", "LI")
        assert (told.exit_code, "every step that can be seen from here is done" in told.stdout) == (0, True)
        until(lambda: len(platform.posts()) >= 3, "the question, its answer and the trial")
        assert any("试发消息" in one.text for one in platform.posts())


@pytest.mark.parametrize(
    ("key", "other", "says"),
    [("token", "another", "another token"), ("aes_key", AES_KEY[::-1], "another aes_key or corp_id")],
)
def test_a_running_server_with_other_keys_is_told(
    beginner: Beginner, founds: Found, key: str, other: str, says: str
) -> None:
    """The file was changed and gridbot not started again; each of the two is told apart."""
    joins(beginner, founds(make_corp()))
    with running(beginner.county, "serve"):
        until(lambda: is_up(beginner.port), "ready")
        beginner.channels["cadres"][key] = other
        step = beginner.steps("cadres")["here"]
        assert (step["state"], says in step["says"], "restart" in step["do"]) == ("wrong", True, True)
        beginner.channels["new"] = dict(beginner.channels["cadres"])
        assert "no channel of this name" in beginner.steps("new")["here"]["says"]


@pytest.mark.parametrize(
    ("key", "value", "step", "says"),
    [
        ("secret", "not the secret", "access", "40001"),
        ("corp_id", "ww-of-another", "access", "40013"),
        ("agent_id", 1000003, "agent", "not of one application"),
    ],
)
def test_a_wrong_value_is_told_by_the_platform(
    beginner: Beginner, founds: Found, key: str, value: object, step: str, says: str
) -> None:
    """Which one, and where to copy it anew."""
    joins(beginner, founds(make_corp()))
    beginner.channels["cadres"][key] = value
    told = beginner.steps("cadres")
    assert (told[step]["state"], says in told[step]["says"]) == ("wrong", True)
    assert told["range"]["state"] == "to do"


def test_a_wrong_secret_is_asked_once(beginner: Beginner, founds: Found) -> None:
    """However often the doctor is asked; another one is tried at once. The platform bans who insists."""
    platform = founds(make_corp())
    joins(beginner, platform)
    beginner.channels["cadres"]["secret"] = "not-the-secret"
    for _ in range(4):
        assert beginner.steps("cadres")["access"]["state"] == "wrong"
    assert platform.tally.count("gettoken", "40001") == 1
    assert "banned" in beginner.steps("cadres")["access"]["says"]
    kept = (beginner.folder / "gridbot" / "refused_secrets.json").read_text(encoding="utf-8")
    assert "not-the-secret" not in kept
    beginner.channels["cadres"]["secret"] = SECRET
    assert beginner.steps("cadres")["access"]["state"] == "done"


def test_an_address_that_is_not_trusted_is_named(beginner: Beginner, founds: Found) -> None:
    """As the platform sees it, with the page on which to enter it."""
    joins(beginner, founds(replace(make_corp(), trusted_addresses=frozenset({"203.0.113.0/24"}))))
    told = beginner.steps("cadres")
    assert told["trusted"]["state"] == "wrong"
    assert "127.0.0.1" in told["trusted"]["do"]
    assert "企业可信IP" in told["trusted"]["do"]
    assert told["access"]["state"] == "to do"


def test_who_is_outside_the_visible_range_is_named_by_code(beginner: Beginner, founds: Found) -> None:
    """Outside is widened in the console, unknown is corrected in the list; nobody's name is printed."""
    joins(beginner, founds(make_corp()))
    beginner.imports("staff", STAFF + "S4,钱镇长,镇综治,X,cadres,Qian\n")
    step = beginner.steps("cadres")["range"]
    assert step["says"] == "1 of 4 are outside: S4"
    assert "可见范围" in step["do"]
    beginner.imports("staff", STAFF + "S5,周主任,村干部,X,cadres,nobody\n")
    told = beginner.asks("cadres")
    assert "1 of 5 have an account that is no member's: S5" in told.stdout
    assert not [name for name in ("钱镇长", "周主任") if name in told.stdout]


def test_everybody_is_in_a_range_of_departments(beginner: Beginner, founds: Found) -> None:
    """The range names departments, and those name their members."""
    corp = make_corp()
    platform = founds(replace(corp, apps=(replace(corp.apps[0], visible=None), *corp.apps[1:])))
    joins(beginner, platform)
    beginner.imports("staff", STAFF + "S4,钱镇长,镇综治,X,cadres,Qian\n")
    assert beginner.steps("cadres")["range"]["says"] == "all 4 on the staff list are in it"
    assert platform.tally.count("user/get", "0") == 0


def test_a_message_to_nobody_is_told(beginner: Beginner, founds: Found) -> None:
    """--send says what became of it."""
    joins(beginner, founds(make_corp()))
    assert beginner.steps("cadres", "--send", "stranger")["send"]["state"] == "wrong"
    assert beginner.steps("cadres", "--send", "sun")["send"]["state"] == "done"
    assert TOKEN not in beginner.asks("cadres").output
