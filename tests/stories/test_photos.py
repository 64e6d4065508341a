"""照片: what belongs to a matter is fetched and kept with it; all other pictures leave no trace."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from docx import Document
from sqlmodel import select

from bot.casefile import pack
from bot.fetch.fetcher import fetch_due
from bot.parts import Parts
from bot.settings.models import AttachmentSettings
from bot.ticket_view import ticket_object
from bot.word.official import write
from handlers.actions.erase import erase_now
from handlers.desk import Desk
from handlers.message import Attachment
from handlers.papers.casefile import CaseFile, casefile
from models import attachment
from models.attachment import AttachmentContent, State
from models.database import Database
from models.ticket import Ticket
from tests.bot.making import Hand, make_parts
from tests.databases import bytes_of
from tests.fetch.photo_server import BEHIND, MAKER, PLACE_NOTE, PhotoServer, photo
from tests.town import CHANNEL, Town

LAMP = "村口的路灯坏了三天了，没人来修"


class Album:
    """The town with a place where photos lie, and a worker that fetches them when told."""

    def __init__(self, town: Town, server: PhotoServer) -> None:
        """Photos lie on a host that is allowed."""
        self.town, self.server, self.hand = town, server, Hand()
        self.keep = AttachmentSettings(allow_hosts=(server.host,))
        self._laid = 0

    @property
    def parts(self) -> Parts:
        """A process with the town's office."""
        parts = make_parts(self.town.office, self.hand, county=self.town.now)
        return replace(parts, settings=parts.settings.model_copy(update={"attachments": self.keep}))

    def shots(self, count: int = 1, kind: str = "image") -> dict[str, tuple[Attachment, ...]]:
        """So many photos, each at an address of its own, as a message has them."""
        urls = []
        for _ in range(count):
            self._laid += 1
            urls.append(self.server.lay(f"/{self._laid}.jpg", photo()))
        return {"attachments": tuple(Attachment(kind, url) for url in urls)}

    def fetch(self) -> int:
        """The worker fetches what is due; how many tries that took."""
        tries = fetch_due(self.parts, self.hand())
        self.town.deliver()
        return tries

    def states(self, number: int = 1) -> list[str]:
        """How far each file of a ticket has come."""
        with self.town.database.reading() as session:
            return [one.state for one in attachment.of_ticket(session, [number])]

    def contents(self) -> list[bytes]:
        """What is kept, of all tickets."""
        with self.town.database.reading() as session:
            return [one.content for one in session.exec(select(AttachmentContent))]

    def rows(self) -> int:
        """How many files the database knows of."""
        with self.town.database.reading() as session:
            return len(session.exec(select(attachment.Attachment)).all())

    def file(self, *, public: bool = False) -> CaseFile:
        """The case file of ticket 1."""
        with self.town.database.session() as session:
            desk = Desk(self.town.office, session, self.town.now)
            return casefile(desk, session.get_one(Ticket, 1), public=public)


@pytest.fixture(name="album")
def _album(town: Town) -> Iterator[Album]:
    """The town and its photos, on both databases."""
    with PhotoServer() as server:
        yield Album(town, server)


def test_a_photo_in_the_report(album: Album) -> None:
    """It is fetched after the report is registered, told in 进度 and 待办, and seen by nobody else."""
    album.town.says("王大妈", LAMP, **album.shots(2))
    assert album.server.asked == []
    assert album.states() == [State.QUEUED, State.QUEUED]
    assert album.fetch() == 2
    assert album.states() == [State.KEPT, State.KEPT]
    album.town.says("李群主", "1")
    album.town.hush()
    album.town.says("王大妈", "进度 1")
    assert "照片2张" in album.town.group_hears()[-1].splitlines()
    album.town.whispers("赵网格员", "待办")
    assert "，照片2张：村口的路灯" in album.town.hears("赵网格员")[-1]
    assert album.fetch() == 0
    assert len(album.server.asked) == 2


def test_the_kept_picture_is_bare_and_sealed(album: Album) -> None:
    """Neither camera nor place nor address stands in the database; the picture itself is unreadable there."""
    album.town.says("王大妈", LAMP, **album.shots())
    album.fetch()
    (kept,) = album.contents()
    stored = bytes_of(album.town.database)
    for sign in (MAKER, PLACE_NOTE, BEHIND, b"/1.jpg", kept[:64], kept[:64].hex().encode()):
        assert sign not in stored
    assert kept.startswith(b"\xff\xd8\xff")
    assert MAKER not in kept


def test_before_and_after_the_report(album: Album) -> None:
    """A picture sent within two minutes before or after belongs to it; one sent later is talk."""
    album.town.says("王大妈", "", **album.shots())
    assert album.rows() == 0
    album.town.later(minutes=1)
    album.town.says("王大妈", LAMP)
    album.town.later(minutes=1)
    album.town.says("王大妈", "", **album.shots())
    album.town.later(minutes=5)
    album.town.says("王大妈", "", **album.shots())
    assert album.fetch() == 2
    assert album.states() == [State.KEPT, State.KEPT]


def test_pictures_without_a_matter_leave_no_trace(album: Album) -> None:
    """In the group, in private, with chat, with a quote of chat: not asked for, not stored."""
    before = bytes_of(album.town.database) if not album.town.database.is_sqlite else b""
    album.town.says("张大爷", "", **album.shots())
    album.town.says("张大爷", "今天的晚霞真好看", **album.shots())
    album.town.whispers("路人", "", **album.shots())
    quote = album.town.quote("今天的晚霞真好看", "m2")
    album.town.says("小刘", "真好看", quote=quote, **album.shots())
    assert album.rows() == 0
    assert album.fetch() == 0
    assert album.server.asked == []
    assert album.town.all_silent()
    if before:
        assert bytes_of(album.town.database) == before


def test_with_a_command(album: Album) -> None:
    """补充, 办结 with a picture: it goes to the ticket, and the timeline tells who showed it."""
    album.town.says("王大妈", LAMP)
    album.town.says("李群主", "1")
    album.town.later(minutes=10)
    album.town.says("王大妈", "补充 1 灯杆也歪了", **album.shots())
    album.town.whispers("赵网格员", "办结 1 换了新灯泡", **album.shots(2))
    assert album.fetch() == 3
    assert [one.action for one in album.town.events(1)].count("attach") == 2
    assert album.town.is_whole(1)


def test_pictures_right_after_a_command(album: Album) -> None:
    """Those within two minutes of 办结 and the like go with it; after 1 or 接单 they are talk."""
    album.town.says("王大妈", LAMP)
    album.town.says("李群主", "1")
    album.town.says("李群主", "", **album.shots())
    album.town.whispers("赵网格员", "接单 1")
    album.town.whispers("赵网格员", "", **album.shots())
    assert album.rows() == 0
    album.town.whispers("赵网格员", "办结 1 换了灯泡")
    album.town.hush()
    album.town.whispers("赵网格员", "", **album.shots())
    assert album.states() == [State.QUEUED]
    assert album.town.hears("赵网格员") == []
    album.town.later(minutes=3)
    album.town.whispers("赵网格员", "", **album.shots())
    album.town.whispers("路人", "", **album.shots())
    assert album.rows() == 1


def test_a_quote_of_the_ticket(album: Album) -> None:
    """A picture that quotes the bot's words, or the report, goes there; from a stranger it is talk."""
    album.town.says("王大妈", LAMP)
    album.town.says("李群主", "1")
    album.town.later(minutes=10)
    album.town.hush()
    about = album.town.quote("【1号】已登记，交赵网格员办理")
    album.town.says("小刘", "", quote=about, **album.shots())
    assert album.rows() == 0
    album.town.says("王大妈", "", quote=about, **album.shots())
    assert album.town.group_hears() == ["已存【1号】照片1张"]
    assert album.town.hears("赵网格员") == ["【1号】反映人补充：照片1张"]
    album.town.says("赵网格员", "看过了", quote=album.town.quote(LAMP, "m1"), **album.shots(2))
    assert album.town.group_hears() == ["已存【1号】照片2张"]
    assert album.town.hears("赵网格员") == []
    assert album.rows() == 3


def test_the_same_callback_twice(album: Album) -> None:
    """A gateway that repeats itself brings nothing twice."""
    album.town.says("王大妈", LAMP, **album.shots())
    album.town.repeats()
    album.fetch()
    album.town.repeats()
    assert album.fetch() == 0
    assert album.states() == [State.KEPT]


def test_voices_and_videos_are_told_of_only(album: Album) -> None:
    """What is neither picture nor file is not fetched; the timeline says that it came."""
    album.town.says("王大妈", LAMP, **album.shots(1, "video"))
    assert album.rows() == 0
    assert '"video":1' in album.town.events(1)[-1].detail or any(
        '"video":1' in one.detail for one in album.town.events(1)
    )


def test_no_more_than_so_many(album: Album) -> None:
    """What is beyond the limit of a ticket is not fetched."""
    album.town.office = replace(album.town.office, files_per_ticket=3)
    album.town.says("王大妈", LAMP, **album.shots(2))
    album.town.says("王大妈", "", **album.shots(2))
    assert album.fetch() == 3


def test_what_cannot_be_had_is_told_once(album: Album) -> None:
    """The handler hears in one line, after the last of a message; the ticket shows it."""
    album.town.says("王大妈", LAMP)
    album.town.says("李群主", "1")
    album.town.hush()
    gone = Attachment("image", f"http://{album.server.host}/gone")
    page = Attachment("image", album.server.lay("/page", b"<html><script>", Content_Type="image/jpeg"))
    inside = Attachment("image", "http://169.254.169.254/latest/meta-data")
    good = album.shots()["attachments"]
    album.town.says("王大妈", "补充 1 看照片", attachments=(gone, page, inside, *good))
    album.town.hears("赵网格员")
    album.fetch()
    assert album.town.hears("赵网格员") == ["【1号】有照片3张没能取到，需要时请发的人重发"]
    assert album.states() == [State.FAILED, State.FAILED, State.FAILED, State.KEPT]
    assert album.fetch() == 0
    assert album.town.hears("赵网格员") == []
    album.town.says("王大妈", "进度 1")
    assert album.town.group_hears()[-1].endswith("照片1张，另有3张没取到")
    with album.town.database.reading() as session:
        shown = ticket_object(session, session.get_one(Ticket, 1), album.town.now.tzinfo)  # type: ignore[arg-type]
    files = shown["attachments"]
    assert isinstance(files, list)
    assert [one["outcome"] for one in files] == ["http_404", "not_kept_kind", "private_address", "kept"]
    assert files[3]["media"] == "image/jpeg"
    assert all("url" not in one for one in files)


def test_a_server_in_trouble_is_tried_again(album: Album) -> None:
    """Later, and later still; once it is well the picture is kept, and nobody heard of the trouble."""
    album.town.says("王大妈", LAMP, **album.shots())
    good = album.server.answers["/1.jpg"]
    album.server.lay("/1.jpg", b"", 503)
    assert album.fetch() == 1
    assert album.fetch() == 0
    album.hand.move(seconds=3)
    assert album.fetch() == 1
    album.server.answers["/1.jpg"] = good
    album.hand.move(minutes=1)
    assert album.fetch() == 1
    assert album.states() == [State.KEPT]


def test_a_worker_that_died_leaves_its_file_to_another(album: Album) -> None:
    """A claim runs out; what the dead one would still write counts no more."""
    album.town.says("王大妈", LAMP, **album.shots())
    with album.town.database.session() as session:
        now = album.hand()
        (taken,) = attachment.claim(session, "dead", now, now.replace(hour=5), 5)
        late = attachment.Settlement(taken.id or 0, "dead", "kept", State.KEPT, "image/jpeg", b"late")
    assert album.fetch() == 0
    album.hand.move(hours=2)
    assert album.fetch() == 1
    with album.town.database.session() as session:
        assert not attachment.settle(session, late)
    assert len(album.contents()) == 1


def _withdraw(album: Album) -> None:
    album.town.says("王大妈", "撤回 1")


def _recall(album: Album) -> None:
    album.town.recalls("王大妈", "m1")


def _erase_me(album: Album) -> None:
    album.town.says("王大妈", "删除我的信息")


def _erase_by_office(album: Album) -> None:
    assert erase_now(album.town.office, CHANNEL, "u-wang", album.town.now)


def _age(album: Album) -> None:
    album.town.says("李群主", "1")
    album.town.whispers("赵网格员", "办结 1 换了灯泡")
    album.town.says("王大妈", "满意 1")
    for _ in range(2):
        album.town.later(days=800)


@pytest.mark.parametrize("goes", [_withdraw, _recall, _erase_me, _erase_by_office, _age])
@pytest.mark.parametrize("fetched", [True, False])
def test_it_goes_with_the_words(album: Album, goes: Callable[[Album], None], fetched: bool) -> None:
    """撤回, a recalled message, 删除我的信息, age: nothing is left of the picture, fetched or not."""
    album.town.says("王大妈", LAMP, **album.shots())
    if fetched:
        album.fetch()
    goes(album)
    assert album.rows() == 0
    assert album.contents() == []
    assert album.fetch() == 0
    assert album.town.is_whole(1)


def test_a_recalled_picture_goes_alone(album: Album) -> None:
    """The one message is taken back; the ticket and its other picture stay."""
    album.town.says("王大妈", LAMP, **album.shots())
    second = album.town.says("王大妈", "", **album.shots())
    album.town.says("李群主", "1")
    third = album.town.whispers("赵网格员", "办结 1 换了灯泡", **album.shots())
    album.fetch()
    album.town.recalls("王大妈", second)
    assert album.rows() == 2
    album.town.sends("赵网格员", "", group_id=None, recall_of=third)
    assert album.rows() == 1
    assert album.town.ticket(1).text == LAMP


def test_undo_takes_the_picture_back(album: Album) -> None:
    """撤销 of the deed it came with erases it."""
    album.town.says("王大妈", LAMP)
    album.town.says("李群主", "1")
    album.town.whispers("赵网格员", "办结 1 换了灯泡", **album.shots())
    album.fetch()
    album.town.whispers("赵网格员", "撤销")
    assert album.rows() == 0
    assert album.town.ticket(1).status == "confirmed"


def test_a_joiner_takes_his_picture_with_him(album: Album) -> None:
    """What was kept goes over to the ticket of its own, and is not fetched again."""
    album.town.says("王大妈", LAMP)
    album.town.says("李群主", "1")
    album.town.later(minutes=10)
    album.town.says("张大爷", LAMP, **album.shots())
    album.fetch()
    assert album.states(1) == [State.KEPT]
    album.town.says("张大爷", "不是 1")
    assert album.states(1) == []
    assert album.states(2) == [State.KEPT]
    assert album.fetch() == 0
    assert album.rows() == 1


def test_in_the_case_file(album: Album) -> None:
    """On pages of its own in Word; the version for the public has none."""
    album.town.says("王大妈", LAMP, **album.shots(2))
    album.fetch()
    made = album.file()
    papers = made.papers
    document = Document(io.BytesIO(write(papers["照片"], album.town.now)))
    assert len(document.inline_shapes) == 2
    captions = [one.text for one in document.paragraphs if one.text.startswith("照片")]
    assert captions == ["照片1（2026年3月2日 09:00收到）", "照片2（2026年3月2日 09:00收到）"]
    assert "照片2张" in "".join(cell for row in made.timeline.rows for cell in row)
    public = album.file(public=True)
    assert "照片" not in public.papers
    assert not public.files


def test_pdf_only_if_wanted(album: Album) -> None:
    """Another file is kept by what it is, not by its name, and only where the county wants it."""
    paper = album.server.lay("/a.pdf", b"%PDF-1.7 a contract")
    album.town.says("王大妈", LAMP, attachments=(Attachment("file", paper),))
    album.fetch()
    assert album.states() == [State.FAILED]
    album.keep = album.keep.model_copy(update={"documents": ("pdf",)})
    album.town.says("王大妈", "", attachments=(Attachment("file", paper),))
    album.fetch()
    assert album.states() == [State.FAILED, State.KEPT]
    made = album.file()
    assert made.files == [("附件1.pdf", b"%PDF-1.7 a contract")]
    assert b"1\xe5\x8f\xb7\xe9\x99\x84\xe4\xbb\xb61.pdf" in pack(made, 1, album.town.now)


def test_sealed_bytes_come_back(sqlite: Database) -> None:
    """A sealed picture opens under its own column's purpose only."""
    sealed = sqlite.keys.seal_bytes(b"\xff\xd8\x00", "attachment_content.content")
    assert sqlite.keys.unseal_bytes(sealed, "attachment_content.content") == b"\xff\xd8\x00"
