"""Several processes of each role against PostgreSQL and Redis, killed at bad moments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models import outbox
from models.database import Database
from models.outbox import Chat, Fate, Outgoing
from tests import servers
from tests.bot.county import County, make_county
from tests.bot.making import SAID
from tests.faults.processes import claims_run_out, is_up, post, running, until
from tests.gateway import Gateway
from tests.town import MONDAY, Town

CLOCK = MONDAY.isoformat()


@pytest.fixture(name="gateway")
def _gateway() -> Iterator[Gateway]:
    """A gateway that listens."""
    with Gateway() as gateway:
        yield gateway


@pytest.fixture(name="redis_url")
def _redis_url() -> Iterator[str]:
    """A Redis."""
    with servers.redis() as url:
        yield url


@pytest.fixture(name="big_town")
def _big_town(postgresql: Database, make_town: Callable[[Database], Town]) -> Town:
    """The town on PostgreSQL."""
    return make_town(postgresql)


@pytest.fixture(name="county")
def _county(big_town: Town, tmp_path: Path, gateway: Gateway) -> County:
    """The town behind a configuration."""
    port = servers.free_port()
    return make_county(tmp_path, url=big_town.database.url, port=port, deliver_url=gateway.url)


def test_roles_meet_in_the_database_and_redis(
    county: County, big_town: Town, gateway: Gateway, redis_url: str
) -> None:
    """Two schedulers, a worker and a web role with two processes; killed schedulers are replaced."""
    environ = {"GRIDBOT_REDIS__URL": redis_url, "GRIDBOT_CLOCK": CLOCK}
    parts = county.parts()
    port = parts.settings.server.port
    parts.close()
    with (
        running(county, "web", **environ),
        running(county, "worker", **environ) as worker,
        running(county, "scheduler", **environ) as first,
        running(county, "scheduler", **environ) as second,
    ):
        until(lambda: is_up(port), "ready")
        answers = [post(port, {**SAID, "message_id": f"m{n // 2}"}).json()["status"] for n in range(10)]
        assert Counter(answers) == {"accepted": 5, "duplicate": 5}
        until(lambda: _waiting(big_town) == 0, "all said")
        for role in (worker, first, second):
            assert role.stops() == 0, role.told()
            assert "Traceback" not in role.told()
    assert set(Counter(parcel["delivery_id"] for parcel in gateway.seen).values()) == {1}


def test_a_killed_workers_share_is_carried_by_the_other(
    county: County, big_town: Town, gateway: Gateway
) -> None:
    """Two workers, one killed in the middle: every chat hears everything in order, each under one id."""
    chats = [Chat("bridge", f"k{chat}") for chat in range(40)]
    with big_town.database.session() as session:
        for number in range(5):
            outbox.post(session, [Outgoing(chat, str(number)) for chat in chats], big_town.now)
    with running(county, "worker", GRIDBOT_CLOCK=CLOCK) as doomed:
        until(lambda: len(gateway.seen) > 20, "some are sent")
        doomed.kill()
    claims_run_out(big_town)
    with running(county, "worker", GRIDBOT_CLOCK=CLOCK) as other:
        until(lambda: _waiting(big_town) == 0, "all said")
        assert other.stops() == 0
    for chat in range(40):
        heard = [parcel for parcel in gateway.taken if parcel["group_id"] == f"k{chat}"]
        assert list(dict.fromkeys(parcel["text"] for parcel in heard)) == ["0", "1", "2", "3", "4"]
        assert len({parcel["delivery_id"] for parcel in heard}) == 5


def _waiting(town: Town) -> int:
    with town.database.reading() as session:
        counted = outbox.counts(session)
    return counted.get(Fate.QUEUED, 0) + counted.get(Fate.CLAIMED, 0)
