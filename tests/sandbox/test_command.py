"""gridbot sandbox: an invented corporation in a file, a port, and members played by small JSON."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.config import ChannelSettings
from bot.sandbox.corp import CorpError
from bot.sandbox.corp_file import channel_tables, invented_corp, read_corp, write_corp
from bot.sandbox.faults import FaultError, Way, read_faults
from bot.sandbox.people_web import PeopleWeb
from bot.sandbox.platform import Platform
from bot.sandbox.server import SandboxServer
from tests.bot.county import run
from tests.bot.making import Hand
from tests.sandbox.client import card
from tests.sandbox.corps import AGENT, make_corp
from tests.sandbox.program import Program


class Curl:
    """An operator with curl."""

    def __init__(self, url: str) -> None:
        self.url = url

    def gets(self, name: str, **query: str) -> Any:
        """A GET of /people."""
        return requests.get(f"{self.url}/people/{name}", params=query, timeout=10).json()

    def posts(self, name: str, **fields: Any) -> Any:
        """A POST to /people."""
        return requests.post(f"{self.url}/people/{name}", json=fields, timeout=10).json()


@pytest.fixture
def curl(hand: Hand, program: Program) -> Iterator[Curl]:
    """The platform with /people."""
    corp = make_corp(program.app_url, program.bot_url)
    with SandboxServer(lambda url: Platform(corp, url, hand, hand)) as server:
        server.mount(PeopleWeb(server.platform))
        yield Curl(server.platform.url)


def test_members_can_be_played_with_curl(curl: Curl, program: Program) -> None:
    """They write, are told why nobody heard it, and see what the chats show."""
    assert curl.gets("corp")["members"]["ZhaoLiu"] == "赵网格员"
    heard = curl.posts("write", **{"from": "zhaoliu", "to": f"app:{AGENT}", "text": "待办"})
    assert (heard["heard"], heard["callbacks"][0]["status"]) == (True, 200)
    silent = curl.posts("write", **{"from": "li", "to": "room:wr-workers", "text": "待办"})
    assert (silent["heard"], silent["why"]) == (False, "not_called")
    called = curl.posts("write", **{"from": "li", "to": "room:wr-workers", "text": "待办", "at": ["aib-1"]})
    assert called["heard"]
    assert curl.posts("write", **{"from": "li", "to": "bot:aib-1", "text": "好", "quote": "p1"})["heard"]
    assert program.to_bot[1]["quote"]["text"]["content"] == "待办"
    shown = curl.gets("posts", chat="room:wr-workers")["posts"]
    assert [one["text"] for one in shown] == ["待办", "@网格助手 待办"]
    assert curl.gets("posts", after=shown[0]["id"])["posts"][0]["id"] == shown[1]["id"]


def test_cards_and_addresses_by_curl(curl: Curl, program: Program) -> None:
    """A click, an entering, the check of an address, and the tally."""
    curl.posts("write", **{"from": "li", "to": "bot:aib-1", "text": "好"})
    answer = {"msgtype": "template_card", "template_card": card()}
    requests.post(program.to_bot[0]["response_url"], json=answer, timeout=10)
    shown = curl.gets("posts", chat="bot:aib-1:li")["posts"][-1]
    assert [one["key"] for one in shown["card"]["buttons"]] == ["yes", "no"]
    assert curl.posts("click", **{"from": "li", "post": shown["id"], "key": "yes"})["heard"]
    assert curl.posts("enter", **{"from": "li", "to": f"app:{AGENT}"})["heard"]
    assert curl.posts("enter", **{"from": "li", "to": "bot:aib-1"})["heard"]
    assert curl.posts("check_url", to="bot:aib-1") == {"good": True, "why": ""}
    program.echoes = False
    assert curl.posts("check_url", to=f"app:{AGENT}")["good"] is False
    assert curl.gets("tally")["aibot/response 0"] == 1


def test_pictures_and_judgements_by_curl(curl: Curl, program: Program) -> None:
    """A picture to each, a recording to the bot, and what one thinks of its answer."""
    picture = "http://127.0.0.1/lamp.jpg"
    assert curl.posts("show", **{"from": "li", "to": f"app:{AGENT}", "content": picture})["heard"]
    assert program.to_app[-1].findtext("PicUrl") == picture
    assert curl.posts("show", **{"from": "li", "to": "bot:aib-1", "kind": "voice", "content": "灯坏了"})[
        "heard"
    ]
    assert program.to_bot[-1]["voice"] == {"content": "灯坏了"}
    assert curl.posts("show", **{"from": "li", "to": "bot:aib-1", "kind": "dance", "content": "x"})["error"]
    words = {"content": "【1号】", "feedback": {"id": "F1"}}
    answer = {"msgtype": "markdown", "markdown": words}
    requests.post(program.to_bot[-1]["response_url"], json=answer, timeout=10)
    shown = curl.gets("posts", chat="bot:aib-1:li")["posts"][-1]
    assert curl.posts("judge", **{"from": "li", "post": shown["id"]})["heard"]
    assert program.to_bot[-1]["event"]["feedback_event"] == {"id": "F1", "type": 1}


@pytest.mark.parametrize(
    ("name", "fields"), [("write", {"from": "li"}), ("write", {"text": 1}), ("click", {}), ("dance", {})]
)
def test_curl_is_told_what_is_wrong(curl: Curl, name: str, fields: dict[str, Any]) -> None:
    """In one sentence."""
    assert curl.posts(name, **fields)["error"]


def test_the_invented_corporation_survives_its_file(tmp_path: Path) -> None:
    """What is written is what is read, and gridbot takes the tables that are printed."""
    corp = invented_corp("http://127.0.0.1:8000")
    file = tmp_path / "corp.toml"
    file.write_text(write_corp(corp), encoding="utf-8")
    assert read_corp(file) == corp
    tables = tomllib.loads(channel_tables(corp, "http://127.0.0.1:9000"))["channels"]
    found = [ChannelSettings.model_validate(one) for one in tables]
    assert [(one.name, one.kind) for one in found] == [("cadres", "wecom_app"), ("workers", "wecom_aibot")]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("corp_id = 1", "corp_id"),
        ("corp_id = 'ww'\n[[members]]\nuserid = 'a'", "name"),
        ("corp_id = 'ww'\n[[apps]]\nagent_id = '1'\nsecret = 's'", "agent_id"),
        ("corp_id = 'ww'\n[[apps]]\nagent = 1", "agent"),
        ("corp_id = 'ww'\nmember = []", "member"),
        ("corp_id = 'ww'\n[[rooms]]\nchat_id = 'r'\nname = 'r'\nmembers = 'a'", "members"),
        ("corp_id = 'ww'\n[[rooms]]\nchat_id = 'r'\nname = 'r'\nmembers = ['a']", "member"),
        ("corp_id = ", "corp.toml"),
        ("trusted_addresses = []", "corp_id"),
        ("corp_id = 'ww'\ntrusted_addresses = '127.0.0.1'", "trusted_addresses"),
        ("corp_id = 'ww'\n[[apps]]\nagent_id = 1\nsecret = 's'\ncallback_url = 'http://h'", "1: .*43"),
    ],
)
def test_a_wrong_corporation_is_refused(tmp_path: Path, text: str, named: str) -> None:
    """With the key that is wrong."""
    (tmp_path / "corp.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CorpError, match=named):
        read_corp(tmp_path / "corp.toml")


def test_faults_are_read_from_a_file(tmp_path: Path) -> None:
    """A list first, then chance."""
    file = tmp_path / "faults.toml"
    chance = "[[chance]]\ncalls = ['message/send']\none_in = 1\nfaults = ['status 500']"
    file.write_text(f"[lists]\n'message/send' = ['ok', 'code 45009']\n{chance}", encoding="utf-8")
    script = read_faults(file)
    drawn = [script.draw("message/send") for _ in range(3)]
    assert [(one.way, one.number) for one in drawn] == [(Way.OK, 0), (Way.CODE, 45009), (Way.STATUS, 500)]
    assert script.draw("gettoken").way is Way.OK


@pytest.mark.parametrize(
    "text",
    [
        "[lists]\na = ['explode']",
        "[lists]\na = 1",
        "[list]",
        "lists = 1",
        "= 1",
        "[[chance]]\ncalls = ['a']",
        "[[chance]]\ncalls = ['a']\none_in = 0\nfaults = ['rubbish']",
        "[[chance]]\ncalls = 'a'\none_in = 5\nfaults = ['rubbish']",
        "[[chance]]\ncalls = ['a']\none_in = 5\nfaults = []",
    ],
)
def test_wrong_faults_are_refused(tmp_path: Path, text: str) -> None:
    """In one sentence that names the file."""
    (tmp_path / "faults.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FaultError, match=r"faults\.toml"):
        read_faults(tmp_path / "faults.toml")


def test_what_cannot_be_served_is_status_1(tmp_path: Path) -> None:
    """A broken file, and a port that is taken."""
    (tmp_path / "broken.toml").write_text("corp_id = 1", encoding="utf-8")
    assert run("sandbox", "--corp", str(tmp_path / "broken.toml")).exit_code == 1
    with SandboxServer(lambda url: Platform(make_corp(), url, Hand(), Hand())) as server:
        refused = run("sandbox", "--port", server.platform.url.rpartition(":")[2])
    assert (refused.exit_code, "port" in refused.output) == (1, True)


@contextmanager
def running(*words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The command in a process of its own; its first line says where it is."""
    command = [sys.executable, "-m", "bot", "sandbox", "--port", "0", *words]
    environ = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ) as process:
        assert process.stdout is not None
        yield re.findall(r"http://[0-9.:]+", process.stdout.readline())[0], process
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


def test_the_command_serves_and_ends(tmp_path: Path) -> None:
    """The corporation's file is for its owner's eyes, and is used the next time; SIGTERM ends it well."""
    file = tmp_path / "corp.toml"
    with running("--corp", str(file)) as (url, process):
        assert Curl(url).gets("corp")["apps"] == {"app:1000002": "网格群助手"}
        told = requests.get(f"{url}/cgi-bin/gettoken", params={"corpid": "wwqinghe"}, timeout=10).json()
        assert told["errcode"] == 41004
    assert process.returncode == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = read_corp(file)
    with running("--corp", str(file)) as (url, _):
        app = before.apps[0]
        query = {"corpid": before.corp_id, "corpsecret": app.secret}
        assert requests.get(f"{url}/cgi-bin/gettoken", params=query, timeout=10).json()["errcode"] == 0
