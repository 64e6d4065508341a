"""`serve` as a county runs it: up at once, heard and answered, down at once without a loss."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import servers
from tests.bot.county import County, make_county
from tests.bot.making import SAID
from tests.faults.processes import Role, claims_run_out, is_up, post, running, until
from tests.gateway import Gateway
from tests.town import MONDAY, Town

CLOCK = MONDAY.isoformat()

MATTERS = (
    "村口的路灯坏了三天没人修",
    "垃圾堆了一个星期没人清运",
    "老板拖欠我三个月工资",
    "学校门口的井盖没了，太危险",
    "楼上天天半夜放音响，吵得睡不着",
)


@pytest.fixture(name="gateway")
def _gateway() -> Iterator[Gateway]:
    """A gateway that listens."""
    with Gateway() as gateway:
        yield gateway


@pytest.fixture(name="county")
def _county(quiet_town: Town, tmp_path: Path, gateway: Gateway) -> County:
    """The town behind a configuration, on a free port."""
    return make_county(
        tmp_path / "county", url=quiet_town.database.url, port=servers.free_port(), deliver_url=gateway.url
    )


@pytest.fixture(name="port")
def _port(county: County) -> int:
    """Where it serves."""
    parts = county.parts()
    parts.close()
    return parts.settings.server.port


def test_a_message_goes_in_and_the_answer_comes_out(
    county: County, port: int, gateway: Gateway, quiet_town: Town
) -> None:
    """One process has every role; SIGTERM ends it with status 0 and one line said where it served."""
    with running(county, "serve", GRIDBOT_CLOCK=CLOCK) as role:
        until(lambda: is_up(port), "ready")
        assert post(port, SAID).json() == {"status": "accepted"}
        assert post(port, SAID).json() == {"status": "duplicate"}
        until(lambda: len(gateway.taken) > 0, "the owner is asked")
        assert role.stops() == 0
        assert role.told().count(f"http://127.0.0.1:{port}") == 1
        assert "Traceback" not in role.told()
        assert str(SAID["text"]) not in role.told()
    assert len(quiet_town.tickets()) == 1
    assert gateway.taken[0]["ticket"] == 1


def test_slow_and_half_requests_do_not_hold_it(county: County, port: int) -> None:
    """A client that never ends its request cannot keep the process from stopping."""
    with running(county, "serve") as role:
        until(lambda: is_up(port), "ready")
        with socket.create_connection(("127.0.0.1", port)) as slow:
            slow.sendall(b"POST /callback/bridge HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
            assert role.stops(signal.SIGINT) in (0, 1)


def test_a_killed_child_is_replaced(county: County, port: int, gateway: Gateway) -> None:
    """The process that serves dies alone; its parent starts another, with the same clock."""
    with running(county, "serve", GRIDBOT_CLOCK=CLOCK) as role:
        until(lambda: is_up(port), "ready")
        (child,) = role.children()
        os.kill(child, signal.SIGKILL)
        until(lambda: role.children() not in ([], [child]) and is_up(port), "ready again")
        assert post(port, SAID).json() == {"status": "accepted"}
        until(lambda: len(gateway.taken) > 0, "the owner is asked")
        assert role.stops() == 0


def test_a_taken_port_is_told_in_one_sentence(county: County, port: int) -> None:
    """With what to do, and status 1."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        role = Role(county, "serve")
        assert role.process.wait(20) == 1
        assert "is taken; set another" in role.told()
        assert "Traceback" not in role.told()


def test_a_power_cut_loses_and_doubles_nothing(
    county: County, port: int, gateway: Gateway, quiet_town: Town
) -> None:
    """Killed with answers still to be sent; the next start sends each once, under the id it had."""
    gateway.script.extend([503] * 6)
    with running(county, "serve", GRIDBOT_CLOCK=CLOCK) as role:
        until(lambda: is_up(port), "ready")
        for number, text in enumerate(MATTERS):
            said = {**SAID, "message_id": f"m{number}", "sender_id": f"u{number}", "text": text}
            assert post(port, said).ok
        until(lambda: len(gateway.seen) > 0, "a try")
        role.kill()
    tried = {parcel["delivery_id"] for parcel in gateway.seen}
    gateway.script.clear()
    claims_run_out(quiet_town)
    with running(county, "serve", GRIDBOT_CLOCK=CLOCK) as role:
        until(lambda: is_up(port), "ready again")
        again = {**SAID, "message_id": "m0", "sender_id": "u0", "text": MATTERS[0]}
        assert post(port, again).json() == {"status": "duplicate"}
        until(lambda: tried <= {parcel["delivery_id"] for parcel in gateway.taken}, "all delivered")
        assert role.stops() == 0
    taken = [parcel["delivery_id"] for parcel in gateway.taken]
    assert len(taken) == len(set(taken))
    assert len(quiet_town.tickets()) == 5
