"""What is served beside the callbacks: the start page, health, readiness, figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import Client

from bot.leader import DatabaseLease
from bot.parts import Parts
from bot.redis_store import RedisStore
from bot.scheduler import scheduler_round
from bot.web.app import build_application
from models import outbox
from models.crypto import KeyRing
from models.database import Database
from models.outbox import Chat, Outgoing
from tests import servers
from tests.bot.making import SAID, Hand, make_parts, says

CLOSED_PORT = "redis://127.0.0.1:1/0"


@pytest.fixture(name="redis_url", scope="session")
def _redis_url() -> Iterator[str]:
    """A Redis of this session."""
    with servers.redis() as url:
        yield url


def test_the_start_page_says_in_chinese_that_the_service_runs(client: Client) -> None:
    """Whoever opens the address by hand is not left alone."""
    answer = client.get("/")
    assert answer.status_code == 200
    assert "正在运行" in answer.get_data(as_text=True)


def test_an_extension_may_take_the_start_page(parts: Parts) -> None:
    """As the simulator does in the demo."""

    def register(app: Flask, given: Parts) -> None:
        assert given is parts
        app.add_url_rule("/", "home", lambda: ("mine", 200))

    assert Client(build_application(parts, [register])).get("/").get_data() == b"mine"


def test_pages_carry_the_headers_of_security(client: Client) -> None:
    """No framing, no guessing of types, no scripts from elsewhere."""
    headers = client.get("/").headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "unsafe-inline" not in headers["Content-Security-Policy"]


def test_what_is_not_there_is_404_in_json(client: Client) -> None:
    """Errors show no inside of the program."""
    answer = client.get("/nowhere")
    assert (answer.status_code, answer.get_json()["error"]) == (404, "Not Found")


def test_the_process_is_up_whatever_else_is_not(parts: Parts) -> None:
    """/healthz asks nobody."""
    away = replace(parts, office=replace(parts.office, database=_away()))
    assert Client(build_application(away)).get("/healthz").status_code == 200


def test_ready_once_the_scheduler_did_a_round(parts: Parts, client: Client, hand: Hand) -> None:
    """Before the first round and three minutes after the last it is not ready."""
    assert _wrong(client) == ["scheduler"]
    assert scheduler_round(parts)
    assert _wrong(client) == []
    hand.move(minutes=3)
    assert _wrong(client) == []
    hand.move(seconds=1)
    assert _wrong(client) == ["scheduler"]


def test_readiness_keeps_the_real_clock(parts: Parts, client: Client) -> None:
    """A rehearsed clock far away makes no round stale."""
    scheduler_round(parts)
    parts.clock.shift(timedelta(days=90))
    assert _wrong(client) == []


def test_no_scheduler_is_asked_for_where_none_is_expected(parts: Parts) -> None:
    """Some set-ups tick by cron."""
    assert _wrong(Client(build_application(parts, expects_scheduler=False))) == []


def test_a_schema_behind_is_named(parts: Parts, client: Client) -> None:
    """With the remedy."""
    parts.database.downgrade("base")
    answer = client.get("/readyz")
    assert "migrations" in answer.get_json()["wrong"]
    assert "gridbot db upgrade" in answer.get_json()["checks"]["migrations"]


def test_a_database_away_is_named(parts: Parts) -> None:
    """The part that fails, without its address."""
    away = replace(parts, office=replace(parts.office, database=_away()))
    answer = Client(build_application(away)).get("/readyz")
    assert answer.status_code == 503
    assert "database" in answer.get_json()["wrong"]
    assert "127.0.0.1" not in answer.get_data(as_text=True)


def test_redis_is_judged_where_it_is_configured(parts: Parts, redis_url: str) -> None:
    """Answering it is fine, silent it is named."""
    scheduler_round(parts)
    for url, wrong in ((redis_url, []), (CLOSED_PORT, ["redis"])):
        store = RedisStore(url)
        assert _wrong(Client(build_application(replace(parts, redis=store)))) == wrong
        store.close()


def test_metrics_count_what_happened(parts: Parts, client: Client, hand: Hand) -> None:
    """Accepted, duplicate and refused by channel, and what the database knows."""
    says(client, hand, SAID)
    says(client, hand, SAID)
    says(client, hand, b"{}")
    scheduler_round(parts)
    text = client.get("/metrics").get_data(as_text=True)
    for outcome in ("accepted", "duplicate", "refused"):
        assert f'gridbot_messages_total{{channel="bridge",outcome="{outcome}"}} 1.0' in text
    last_run = re.search(r"^gridbot_scheduler_last_run_timestamp_seconds (.+)$", text, re.MULTILINE)
    assert last_run is not None
    assert float(last_run[1]) == hand().timestamp()
    assert "gridbot_database_up 1.0" in text
    for name in ("outbox_oldest_seconds", "deliveries_failed", "quarantine", "tickets_overdue"):
        assert f"gridbot_{name} " in text


def test_metrics_tell_the_age_of_what_waits(parts: Parts, client: Client, hand: Hand) -> None:
    """By the county's clock, which wrote it."""
    with parts.database.session() as session:
        outbox.post(session, [Outgoing(Chat("bridge", "g9"), "一")], parts.clock())
    hand.move(seconds=90)
    assert "gridbot_outbox_oldest_seconds 90.0" in client.get("/metrics").get_data(as_text=True)


def test_metrics_are_served_while_the_database_is_away(parts: Parts) -> None:
    """Whoever watches must see just that."""
    away = replace(parts, office=replace(parts.office, database=_away()))
    answer = Client(build_application(away)).get("/metrics")
    assert answer.status_code == 200
    assert "gridbot_database_up 0.0" in answer.get_data(as_text=True)


def test_only_the_leader_does_rounds(parts: Parts, hand: Hand) -> None:
    """The second takes over when the first fell silent, or gave the lead back."""
    second = replace(make_parts(parts.office, hand), lease=DatabaseLease(parts.database, "another process"))
    assert scheduler_round(parts)
    assert not scheduler_round(second)
    hand.move(seconds=89)
    assert scheduler_round(parts)
    hand.move(seconds=91)
    assert scheduler_round(second)
    second.lease.release(hand())
    assert scheduler_round(parts)


def _wrong(client: Client) -> list[str]:
    answer = client.get("/readyz")
    wrong: list[str] = answer.get_json()["wrong"]
    assert answer.status_code == (503 if wrong else 200)
    return wrong


def _away() -> Database:
    return Database("postgresql+psycopg://nobody@127.0.0.1:1/none", KeyRing("key", [bytes(32)]))
