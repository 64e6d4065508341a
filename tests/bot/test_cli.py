"""The command line: what each command does, and how it refuses."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import argon2
import pytest

from bot.parts import Parts
from handlers.inbox import accept
from handlers.message import Message
from models import outbox
from models.account import by_name
from models.event import TicketEvent
from models.grid import GridNode
from models.lease import last_run
from models.outbox import Chat, Fate, Outgoing, Settlement
from models.receipt import Quarantine
from tests.bot.county import County, make_county, run
from tests.judges import judging
from tests.town import Town

REPORT = "3栋楼上半夜放音响，说了几次都不听，吵得睡不着"
COMMANDS = (
    *("serve", "web", "worker", "scheduler", "demo", "classify", "evaluate", "schedule", "import", "ticket"),
    *(
        "verify",
        "rules",
        "user",
        "code",
        "db",
        "doctor",
        "erase",
        "replay",
        "secret",
        "sandbox",
        "ladder",
        "letter",
        "casefile",
        "cases",
        "notice",
    ),
)


@pytest.fixture(name="county")
def _county(tmp_path: Path) -> County:
    """A county whose database does not exist yet."""
    return make_county(tmp_path)


@pytest.fixture(name="lively")
def _lively(quiet_town: Town, tmp_path: Path) -> County:
    """The town with one ticket, behind a configuration."""
    quiet_town.says("王大妈", REPORT)
    return make_county(tmp_path / "lively", url=quiet_town.database.url)


def test_help_needs_nothing_and_has_every_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an empty folder, without configuration or secret."""
    monkeypatch.chdir(tmp_path)
    told = run("--help")
    assert told.exit_code == 0
    for command in COMMANDS:
        assert command in told.stdout
        assert run(command, "--help").exit_code == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", ["nonsense", "ticket", "classify --nonsense", "ticket show x"])
def test_wrong_use_is_status_2(words: str) -> None:
    """As every program says it."""
    assert run(*words.split()).exit_code == 2


@pytest.mark.parametrize(
    "words", [("ticket", "list"), ("serve",), ("doctor",), ("db", "upgrade"), ("schedule", "tick")]
)
def test_without_secrets_nothing_starts_that_stores(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All mistakes at once, each with its remedy, and no traceback."""
    monkeypatch.chdir(tmp_path)
    refused = run(*words)
    assert refused.exit_code == 1
    assert "security.secret_key" in refused.output
    assert "security.data_keys" in refused.output
    assert "Traceback" not in refused.output


def test_a_refusal_never_repeats_a_secret(tmp_path: Path) -> None:
    """Neither a key that is wrong nor the password of a database away."""
    county = make_county(tmp_path, url="postgresql+psycopg://u:hidden-word@127.0.0.1:1/none")
    for environ in ({}, {"GRIDBOT_SECURITY__DATA_KEYS": "hidden-word"}):
        refused = county.runs("ticket", "list", **environ)
        assert refused.exit_code == 1
        assert "hidden-word" not in refused.output
        assert "Traceback" not in refused.output


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The one given by --config, or a command's own."""
    assert "gone.toml" in run("--config", str(tmp_path / "gone.toml"), "ticket", "list").stderr
    refused = run("evaluate", str(tmp_path / "gone.jsonl"))
    assert (refused.exit_code, "gone.jsonl" in refused.stderr) == (1, True)


def test_classify_answers_each_line_in_order() -> None:
    """Plain text, JSON with text, JSON without, broken UTF-8, an empty line: one object each."""
    lines = [
        REPORT.encode(),
        json.dumps({"text": "家里停水三天了没人管"}).encode(),
        b'{"other": 1}',
        b'{"text": "\\ud800"}',
        b"\xff\xfe\x00",
        b"",
        b"[" * 9_000,
        b'{"a":' * 9_000,
    ]
    done = run("classify", input=b"\n".join(lines) + b"\n")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert [row["kind"] for row in rows] == ["dispute", "service"] + ["none"] * 6
    wanted = {"kind", "decision", "category", "label", "urgency", "score", "evidence", "entities"}
    assert all(set(row) >= wanted for row in rows)


def test_evaluate_measures_labelled_lines(tmp_path: Path) -> None:
    """As a table to read, or as one document."""
    file = tmp_path / "rows.jsonl"
    rows = [
        {"text": REPORT, "kind": "dispute", "category": "neighbor"},
        {"text": "今天天气真好", "kind": "none", "category": None, "tag": "chitchat"},
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows))
    assert json.loads(run("evaluate", str(file), "--json").stdout)["rows"] == 2
    assert "macro-F1" in run("evaluate", str(file)).stdout
    file.write_text('{"text": 1}')
    refused = run("evaluate", str(file))
    assert (refused.exit_code, "line 1" in refused.stderr) == (1, True)


def test_secret_prints_a_new_key_each_time() -> None:
    """32 bytes in base64."""
    one, other = run("secret").stdout.strip(), run("secret").stdout.strip()
    assert len(base64.b64decode(one, validate=True)) == 32
    assert one != other


def test_the_first_command_makes_the_tables(county: County) -> None:
    """And lists that there is nothing."""
    done = county.runs("ticket", "list", "--json")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "as before" in county.runs("db", "upgrade").stdout


def test_a_ticket_is_shown_as_the_contract_says(lively: County) -> None:
    """With exactly these keys, and its timeline."""
    shown = json.loads(lively.runs("ticket", "show", "1", "--json").stdout)
    assert list(shown) == [
        "number", "kind", "category", "status", "awaiting", "flags", "urgency", "grid", "text", "source",
        "created_at", "due_at", "events", "facts", "sources", "households",
        "merged_into", "merged", "attachments", "gathering", "parent", "announcement", "mediation",
    ]  # fmt: skip
    assert (shown["number"], shown["kind"], shown["category"]) == (1, "dispute", "neighbor")
    assert (shown["status"], shown["grid"], shown["text"]) == ("pending", "C3", REPORT)
    assert shown["created_at"] == "2026-03-02T09:00:00+08:00"
    assert shown["events"][0]["seq"] == 1
    assert "neighbor" in lively.runs("ticket", "show", "1").stdout


def test_tickets_are_listed_by_place_and_status(lively: County) -> None:
    """JSON lines or a table; an unknown place is refused."""
    rows = lively.runs("ticket", "list", "--json", "--grid", "B1", "--status", "pending").stdout.splitlines()
    assert [json.loads(row)["number"] for row in rows] == [1]
    assert lively.runs("ticket", "list", "--json", "--grid", "B9").stdout == ""
    assert "neighbor" in lively.runs("ticket", "list").stdout
    assert lively.runs("ticket", "list", "--grid", "Z9").exit_code == 1


@pytest.mark.parametrize("number", ["0", "99", "99999999999999999999"])
def test_a_ticket_that_is_not_there_is_refused(lively: County, number: str) -> None:
    """In one sentence."""
    refused = lively.runs("ticket", "show", number)
    assert (refused.exit_code, "there is no ticket" in refused.stderr) == (1, True)


def test_verify_finds_a_change(lively: County, quiet_town: Town) -> None:
    """One, or all; status 1 with the place of the break."""
    assert lively.runs("verify").exit_code == 0
    assert json.loads(lively.runs("verify", "1", "--json").stdout) == {"checked": 1, "broken": []}
    with quiet_town.database.session() as session:
        event = session.get_one(TicketEvent, 1)
        event.actor = "person:999"
        session.add(event)
    for words in (("verify",), ("verify", "1")):
        broken = lively.runs(*words)
        assert (broken.exit_code, "ticket 1, event 1" in broken.stderr) == (1, True)
    assert lively.runs("verify", "7").exit_code == 1


def test_an_account_is_added_with_a_hashed_password(lively: County, quiet_town: Town) -> None:
    """By the Chinese or the English name of the role; the same name only once."""
    added = lively.runs("user", "add", "qian", "--role", "镇综治", "--grid", "A1", input="long enough\n")
    assert (added.exit_code, "long enough" in added.output) == (0, False)
    with quiet_town.database.reading() as session:
        account = by_name(session, "qian")
    assert account is not None
    assert account.role == "town"
    assert argon2.PasswordHasher().verify(account.password_hash, "long enough")
    again = lively.runs("user", "add", "qian", "--role", "town", "--grid", "A1", input="long enough\n")
    assert (again.exit_code, "already" in again.stderr) == (1, True)


@pytest.mark.parametrize(
    ("role", "grid", "password", "status"),
    [
        ("mayor", "A1", "long enough", 2),
        ("town", "Z9", "long enough", 1),
        ("town", "A1", "short", 1),
        ("town", "A1", "", 1),
    ],
)
def test_an_account_is_refused(lively: County, role: str, grid: str, password: str, status: int) -> None:
    """A role or a place that is not there, a password too short."""
    assert lively.runs("user", "add", "x", "--role", role, "--grid", grid, input=password).exit_code == status


def test_erase_forgets_an_account(lively: County, quiet_town: Town) -> None:
    """And says so if there is nothing to forget."""
    assert lively.runs("erase", "--channel", "bridge", "--user", "u-wang").exit_code == 0
    assert REPORT not in quiet_town.ticket(1).text
    nobody = lively.runs("erase", "--channel", "bridge", "--user", "u-nobody")
    assert (nobody.exit_code, "nothing is stored" in nobody.stderr) == (1, True)


def test_replay_handles_what_failed(lively: County, quiet_town: Town) -> None:
    """Once the fault is mended."""
    office = judging(quiet_town.office, None)
    accept(office, Message("bridge", "m2", "u-wang", REPORT, quiet_town.now, group_id="g3"), quiet_town.now)
    assert "1 handled, 0 failed" in lively.runs("replay").stdout
    assert "0 handled, 0 failed" in lively.runs("replay").stdout


def test_a_tick_does_what_is_due_and_is_not_the_schedulers(lively: County, quiet_town: Town) -> None:
    """It prints what it did, deliverable at once, and leaves /readyz alone."""
    later = (quiet_town.now + timedelta(minutes=31)).isoformat()
    done = lively.runs("schedule", "tick", "--at", later)
    assert done.exit_code == 0
    assert done.stdout.strip()
    quiet_town.deliver()
    assert quiet_town.group_hears()
    with quiet_town.database.reading() as session:
        assert last_run(session) is None
    assert lively.runs("schedule", "tick", "--at", "soon").exit_code == 2


def test_the_rehearsed_clock_is_the_commands_clock(lively: County, quiet_town: Town) -> None:
    """`tick` without a time takes GRIDBOT_CLOCK."""
    clock = (quiet_town.now + timedelta(minutes=31)).isoformat()
    assert lively.runs("schedule", "tick", GRIDBOT_CLOCK=clock).stdout.strip()
    assert lively.runs("schedule", "tick", GRIDBOT_CLOCK="soon").exit_code == 1


def test_a_preview_is_json_lines(lively: County, quiet_town: Town) -> None:
    """Nothing is sent; wrong days and places are told."""
    quiet_town.enrol("陈师傅家", responsible="周主任")
    clock = quiet_town.now.isoformat()
    days = ("--from", "2026-04-01", "--to", "2026-06-30")
    told = lively.runs("schedule", "preview", *days, GRIDBOT_CLOCK=clock)
    rows: list[dict[str, Any]] = [json.loads(line) for line in told.stdout.splitlines()]
    assert {"at", "kind", "plan", "grid", "recipient", "period", "digest", "items"} <= set(rows[0])
    assert lively.runs("schedule", "preview", *days, "--grid", "Z9").exit_code == 1
    assert lively.runs("schedule", "preview", "--from", "2026-04-02", "--to", "2026-04-01").exit_code == 2
    assert lively.runs("schedule", "preview", "--from", "x", "--to", "2026-04-01").exit_code == 2


def test_backup_and_restore_by_hand(lively: County, tmp_path: Path) -> None:
    """Out of one county and into an empty one; never over one that is in use."""
    file = str(tmp_path / "backup.db")
    assert lively.runs("db", "backup", file).exit_code == 0
    other = make_county(tmp_path / "other")
    assert other.runs("db", "restore", file).exit_code == 0
    assert json.loads(other.runs("ticket", "show", "1", "--json").stdout)["text"] == REPORT
    assert other.runs("verify").exit_code == 0
    again = other.runs("db", "restore", file)
    assert (again.exit_code, "--force" in again.stderr) == (1, True)
    assert other.runs("db", "restore", file, "--force").exit_code == 0


def test_doctor_finds_what_is_wrong(lively: County, quiet_town: Town) -> None:
    """Gaps, failures for good with their reason, quarantine; by codes and ids, never by names or words."""
    parts = lively.parts()
    _hurt(parts)
    found = lively.runs("doctor", "--json")
    assert found.exit_code == 1
    said = {(one["part"], one["state"]): one["says"] for one in json.loads(found.stdout)}
    assert "http_410" in said["deliveries", "wrong"]
    assert "gridbot replay" in said["quarantine", "wrong"]
    assert ("keys", "ok") in said
    assert ("scheduler", "wrong") in said
    assert ("channels", "ok") in said
    assert "王大妈" not in found.stdout
    assert "secret words" not in found.stdout
    parts.close()


def test_doctor_looks_before_anything_exists(county: County, tmp_path: Path) -> None:
    """An empty database is a gap; one that is away and a host that is unknown are wrong; nothing is made."""
    assert "empty" in county.runs("doctor").stdout
    away = make_county(tmp_path / "away", url="postgresql+psycopg://127.0.0.1:1/none")
    assert "does not answer" in away.runs("doctor").stdout
    unknown = make_county(tmp_path / "unknown", deliver_url="http://no-such-host.invalid/")
    unknown.runs("ticket", "list")
    assert "no-such-host.invalid is not known" in unknown.runs("doctor").stdout


def test_doctor_sees_that_a_key_is_missing(lively: County) -> None:
    """A county that rotated its keys and threw the old one away too early."""
    other = base64.b64encode(bytes(32)).decode()
    found = lively.runs("doctor", GRIDBOT_SECURITY__DATA_KEYS=other)
    assert (found.exit_code, "data_keys" in found.stdout) == (1, True)


def _hurt(parts: Parts) -> None:
    now = parts.clock()
    with parts.database.session() as session:
        session.add(GridNode(code="C7", name="7组", level="组", path="/77/"))
        (row,) = outbox.post(session, [Outgoing(Chat("bridge", "g7"), "secret words")], now)
        outbox.claim(session, "test", now, now + timedelta(minutes=1))
        outbox.settle(session, Settlement(row.id or 0, "test", now, "http_410", Fate.FAILED))
        kept = Quarantine(channel="bridge", message_id="m", payload="secret words", error="KeyError", at=now)
        session.add(kept)
