"""签字: each party signs an agreement on his own phone, once; every page is asked for over HTTP."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from docx import Document
from sqlmodel import col, select
from werkzeug.test import Client, TestResponse

from bot import logs
from bot.parts import Parts
from bot.ticket_view import ticket_object
from bot.web.app import build_application
from bot.word.official import write
from handlers.desk import Desk
from handlers.papers.blocks import Picture
from handlers.papers.casefile import CaseFile, casefile
from models.signature import Signature
from models.ticket import Ticket
from tests.bot.making import Hand, make_parts
from tests.databases import bytes_of
from tests.phone.ink import blank, name_drawn
from tests.town import SLOW, Town

NOISE = "3栋楼上天天半夜放音响，吵得睡不着"
TEXT = "晚上十点后不放音响，违者赔礼"
LINK = re.compile(r"https://grid\.example\.cn(/s/\S+)")


class Table:
    """A dispute that has come to an agreement, and the phones of those who are to sign."""

    def __init__(self, town: Town) -> None:
        """王大妈 complained of 张三; 周主任 has mediated."""
        town.office = replace(town.office, ladder=SLOW, public_url="https://grid.example.cn")
        self.town, self.hand = town, Hand()
        town.says("王大妈", NOISE)
        town.says("李群主", "1")
        town.whispers("赵网格员", "接单 1")
        town.whispers("周主任", "预约 1 周五下午3点 王大妈 张三")
        town.whispers("周主任", f"协议 1 {TEXT}")
        town.hush()

    @property
    def parts(self) -> Parts:
        """A process in this moment."""
        return make_parts(self.town.office, self.hand, county=self.town.now)

    def asks(self, words: str = "签字 1 王大妈 张三") -> dict[str, str]:
        """The mediator asks for signatures: the paths of the links, by whom they are for."""
        self.town.whispers("周主任", words)
        self.replies = self.town.hears("周主任")
        told = [("王大妈", one) for one in self.town.hears("王大妈")]
        told += [(one.split("让")[1].split("本人")[0], one) for one in self.replies if "当面" in one]
        return {who: found[1] for who, one in told if (found := LINK.search(one))}

    def opens(self, path: str) -> TestResponse:
        """Somebody opens a link."""
        return Client(build_application(self.parts)).get(path)

    def signs(self, path: str, **rest: str) -> TestResponse:
        """Somebody opens a link and sends its form."""
        client = Client(build_application(self.parts))
        seal = re.search(r'name="seal" value="(\w+)"', client.get(path).text)
        form = {"seal": seal[1] if seal else "", "drawing": name_drawn()} | rest
        answer = client.post(path, data=form)
        self.town.deliver()
        return answer

    def rows(self) -> list[Signature]:
        """All that were asked, in order."""
        with self.town.database.reading() as session:
            return list(session.exec(select(Signature).order_by(col(Signature.id))))

    def states(self) -> list[str]:
        """What became of each asking."""
        return [one.state for one in self.rows()]

    def file(self, *, public: bool = False) -> CaseFile:
        """The case file."""
        with self.town.database.session() as session:
            desk = Desk(self.town.office, session, self.town.now)
            return casefile(desk, session.get_one(Ticket, 1), public=public)


@pytest.fixture(name="table")
def _table(town: Town) -> Table:
    """An agreement to be signed, on both databases."""
    return Table(town)


def test_both_sign(table: Table) -> None:
    """The known party gets his link, the mediator that of the other; when both have signed, all hear so."""
    links = table.asks()
    assert table.replies[0] == "【1号】请当面打开，让张三本人签字：\nhttps://grid.example.cn" + links["张三"]
    assert table.replies[-1] == "已请【1号】2人签字，链接24小时内有效，只能用一次" or len(table.replies) == 1
    shown = table.opens(links["王大妈"])
    assert shown.status_code == 200
    for words in (TEXT, "王大妈、张三", "请 <b>王大妈</b>", "第1号", "周主任"):
        assert words in shown.text
    answer = table.signs(links["王大妈"])
    assert (answer.status_code, answer.headers["Location"]) == (303, links["王大妈"])
    assert table.town.hears("周主任") == ["【1号】王大妈已签字，还差1人"]
    assert table.town.hears("赵网格员") == ["【1号】王大妈已签字，还差1人"]
    assert table.town.hears("王大妈") == []
    table.signs(links["张三"])
    for who in ("周主任", "赵网格员", "王大妈"):
        assert table.town.hears(who) == ["【1号】协议2人都已签字"]
    assert table.states() == ["signed", "signed"]
    assert table.town.group_hears() == []
    steps = [one for one in table.town.events(1) if one.action == "sign"]
    assert [len(json.loads(one.detail)["image"]) for one in steps] == [64, 64]
    assert [one.actor.partition(":")[0] for one in steps] == ["person", "party"]
    assert table.town.is_whole(1)


def test_a_link_signs_once(table: Table) -> None:
    """A second visit, a second form, a double click: one signature, one step, one message."""
    path = table.asks()["张三"]
    client = Client(build_application(table.parts))
    seal = re.search(r'name="seal" value="(\w+)"', client.get(path).text)
    assert seal
    form = {"seal": seal[1], "drawing": name_drawn()}
    assert [client.post(path, data=form).status_code for _ in range(3)] == [303, 200, 200]
    table.town.deliver()
    later = client.get(path)
    assert (later.status_code, "已于9:00签字，不用再签" in later.text) == (200, True)
    assert TEXT not in later.text
    assert [one.action for one in table.town.events(1)].count("sign") == 1
    assert table.town.hears("周主任") == ["【1号】张三已签字，还差1人"]
    assert client.post(path, data=form | {"decline": "1"}).status_code == 200
    assert table.states() == ["open", "signed"]


def test_no_is_an_answer(table: Table) -> None:
    """不同意 needs no drawing; the mediator hears so, and the link is used."""
    path = table.asks()["张三"]
    assert table.signs(path, decline="1").status_code == 303
    assert table.town.hears("周主任") == ["【1号】张三不同意签字，请再做调解"]
    shown = table.opens(path)
    assert (shown.status_code, "表示不同意" in shown.text) == (200, True)
    table.signs(path)
    assert table.states() == ["open", "refused"]


def test_links_that_are_no_good(table: Table) -> None:
    """Garbled, unknown: 404; replaced: 410. Each in one Chinese sentence, without the text."""
    path = table.asks()["张三"]
    cases = [(path[:-1], 404, "链接不对"), ("/s/x", 404, "链接不对"), ("/s/%00%ff", 404, "链接不对")]
    table.asks("签字 1 张三")
    cases.append((path, 410, "作废"))
    for asked, status, words in cases:
        shown = table.opens(asked)
        assert (shown.status_code, words in shown.text, TEXT in shown.text) == (status, True, False)
        assert shown.headers["Content-Type"].startswith("text/html")
        assert table.signs(asked).status_code in (400, status)
    assert table.states() == ["open", "void", "open"]


def test_a_link_expires(table: Table) -> None:
    """After a day it can be opened and signed no more; a new one can."""
    path = table.asks()["张三"]
    client = Client(build_application(table.parts))
    seal = re.search(r'name="seal" value="(\w+)"', client.get(path).text)
    assert seal
    table.town.now += timedelta(hours=24)
    shown = table.opens(path)
    assert (shown.status_code, "已经过期" in shown.text) == (410, True)
    late = Client(build_application(table.parts)).post(path, data={"seal": seal[1], "drawing": name_drawn()})
    assert late.status_code == 410
    assert table.signs(table.asks("签字 1 张三")["张三"]).status_code == 303
    assert table.states() == ["open", "void", "signed"]


@pytest.mark.parametrize(
    "drawing", ["", "x", blank(), "data:image/png;base64,####", "data:image/jpeg;base64,AA"]
)
def test_an_empty_frame_is_no_signature(table: Table, drawing: str) -> None:
    """Nothing, a dot, no picture: the page says so and the link stays good."""
    path = table.asks()["张三"]
    answer = table.signs(path, drawing=drawing)
    assert (answer.status_code, "没看清签名" in answer.text, TEXT in answer.text) == (422, True, True)
    assert table.states() == ["open", "open"]
    assert table.signs(path).status_code == 303


def test_a_form_from_elsewhere_does_nothing(table: Table) -> None:
    """Without the seal of its page a form is refused; one that is too long, too; so are too many."""
    path = table.asks()["张三"]
    client = Client(build_application(table.parts))
    assert client.post(path, data={"drawing": name_drawn()}).status_code == 400
    assert client.post(path, data={"drawing": name_drawn(), "seal": "0" * 32}).status_code == 400
    assert client.post(path, data={"drawing": "x" * 500_000}).status_code == 413
    assert [client.post(path, data={}).status_code for _ in range(12)][-1] == 429
    assert table.states() == ["open", "open"]


def test_a_change_voids_what_was_signed(table: Table) -> None:
    """Whoever signed another text has not signed this one; he hears so and is asked anew."""
    links = table.asks()
    table.signs(links["王大妈"])
    table.town.hush()
    table.town.whispers("周主任", "协议 1 晚上九点后不放音响")
    assert table.town.hears("周主任") == ["已存【1号】协议，司法确认请在4月1日前办；原来的签字已作废"]
    assert table.town.hears("王大妈") == ["【1号】协议改了，您的签字已作废，会重新请您签"]
    assert table.opens(links["张三"]).status_code == 410
    assert table.states() == ["void", "void"]
    table.town.whispers("周主任", "撤销")
    assert table.states() == ["signed", "open"]
    assert TEXT in table.opens(links["张三"]).text


def test_asking_is_taken_back(table: Table) -> None:
    """撤销: the links are dead; once somebody has signed it is too late."""
    links = table.asks()
    table.town.whispers("周主任", "撤销")
    assert table.opens(links["张三"]).status_code == 404
    links = table.asks()
    table.signs(links["张三"])
    table.town.hush()
    table.town.whispers("周主任", "撤销")
    assert "已签字，不能再撤销" in table.town.hears("周主任")[0]
    assert table.states()[-1] == "signed"


def test_what_is_refused(table: Table) -> None:
    """No agreement, nobody named, no address, all signed, no right: one line, and nothing changes."""
    town = table.town
    town.whispers("王大妈", "签字 1 张三")
    assert "您不能办理" in town.hears("王大妈")[0]
    town.hush()
    town.whispers("周主任", "签字 1 " + " ".join(f"张{n}" for n in range(11)))
    assert town.hears("周主任") == ["【1号】请写明谁签字，最多10人，例：签字 1 张三 李四"]
    links = table.asks("签字 1 张三")
    table.signs(links["张三"])
    town.hush()
    town.whispers("周主任", "签字 1 张三")
    assert town.hears("周主任") == ["【1号】这几位都签过了；协议有改动才需要重签"]
    town.office = replace(town.office, public_url="")
    town.whispers("周主任", "签字 1 王大妈")
    assert town.hears("周主任") == ["【1号】签字网页还没开通，请管理员设置网址（public_url）"]
    town.says("周主任", "签字一下谁先来")
    assert town.group_hears() == []


def test_without_an_agreement(town: Town) -> None:
    """There is nothing to sign yet."""
    town.office = replace(town.office, ladder=SLOW, public_url="https://grid.example.cn")
    town.says("王大妈", NOISE)
    town.says("李群主", "1")
    town.hush()
    town.whispers("周主任", "签字 1 张三")
    assert town.hears("周主任") == ["【1号】还没有协议，请先写：协议 1 内容"]


def test_in_a_group_no_link_is_shown(table: Table) -> None:
    """Asked in the group, links go in private all the same."""
    table.town.says("周主任", "签字 1 王大妈 张三")
    assert table.town.group_hears() == ["已请【1号】2人签字，链接24小时内有效，只能用一次"]
    assert LINK.search(table.town.hears("王大妈")[0])
    assert LINK.search(table.town.hears("周主任")[0])


def test_progress_and_the_case_file(table: Table) -> None:
    """进度 counts; the agreement is printed with the signatures; for the public without them."""
    links = table.asks()
    table.signs(links["王大妈"])
    table.town.hush()
    table.town.says("王大妈", "进度 1")
    assert "协议签字：2人中1人已签" in table.town.group_hears()[0].splitlines()
    paper = table.file().papers["调解协议"]
    (drawn,) = [one for one in paper if isinstance(one, Picture)]
    assert drawn.content.startswith(b"\x89PNG")
    document = Document(io.BytesIO(write(paper, table.town.now)))
    words = [one.text for one in document.paragraphs]
    assert "王大妈（2026年3月2日 09:00在手机上签）" in words
    assert "张三：还没签字" in words
    assert len(document.inline_shapes) == 1
    public = table.file(public=True).papers["调解协议"]
    assert not [one for one in public if isinstance(one, Picture)]
    with table.town.database.reading() as session:
        shown = ticket_object(session, session.get_one(Ticket, 1), table.town.now.tzinfo)  # type: ignore[arg-type]
    held = shown["mediation"]
    assert isinstance(held, dict)
    assert [one["state"] for one in held["signatures"]] == ["signed", "open"]


def _withdraw(table: Table) -> None:
    table.town.says("王大妈", "撤回 1")


def _erase(table: Table) -> None:
    table.town.says("王大妈", "删除我的信息")


@pytest.mark.parametrize("goes", [_withdraw, _erase])
def test_it_goes_with_the_words(table: Table, goes: Callable[[Table], None]) -> None:
    """撤回 and 删除我的信息: names and drawings are gone, open links are dead."""
    links = table.asks()
    table.signs(links["王大妈"])
    goes(table)
    assert all(not one.party and one.drawing is None and one.token is None for one in table.rows())
    assert table.opens(links["张三"]).status_code == 404
    assert table.town.is_whole(1)


def test_a_party_is_erased(table: Table) -> None:
    """One who only signed asks for it: his name and drawing go, the other's stay."""
    links = table.asks("签字 1 王大妈 张大爷")
    (told,) = table.town.hears("张大爷")
    found = LINK.search(told)
    assert found
    table.signs(found[1])
    table.signs(links["王大妈"])
    table.town.whispers("张大爷", "删除我的信息")
    first, second = table.rows()
    assert (first.party, bool(first.drawing)) == ("王大妈", True)
    assert (second.party, second.drawing, second.state) == ("", None, "signed")


def test_nothing_of_it_lies_in_the_open(table: Table, capfd: pytest.CaptureFixture[str]) -> None:
    """Links, names and drawings are sealed in the database and in no log; pages are kept nowhere."""
    logs.configure()
    links = table.asks()
    shown = table.opens(links["张三"])
    table.signs(links["张三"])
    tokens = [path.removeprefix("/s/") for path in links.values()]
    said = capfd.readouterr()
    stored = bytes_of(table.town.database)
    drawing = table.rows()[1].drawing or b""
    for sign in (*(one.encode() for one in tokens), TEXT.encode(), "张三".encode(), drawing[20:60]):
        assert sign not in stored
        assert sign not in (said.out + said.err).encode()
    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert "unsafe" not in shown.headers["Content-Security-Policy"]
    assert not re.search(r"<script>|<style|onclick=|style=", shown.text)
