"""gridbot learn: what owners answered teaches this county's bot, on its own machine."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest

from bot.rule_watch import RuleWatch
from bot.settings.models import NlpSettings
from bot.unlearned import what_is_kept
from models.database import Database
from models.rule_version import Content, all_of
from nlp.classifier import Classifier, build_classifier
from nlp.learned import Learned
from nlp.table import built_in
from nlp.training.sample import promised
from tests.bot.county import County, make_county
from tests.databases import bytes_of
from tests.town import Town

CHESS = "楼下的棋摊又下到半夜，{}"
POND = "村东头涝池又漫到路上了，{}，三天了没人管"
KNOWN = (
    "家里停水了{}",
    "村口的路灯坏了三天了，没人来修{}",
    "老板拖欠工资三个月了{}",
    "垃圾堆了一个星期没人清运{}",
)
HOW = ("老张连赢三盘", "今天有好茶", "看的人比下的人多", "热闹得很", "老李悔棋了", "真过瘾", "明天接着下",
       "马走日象走田", "谁也不服谁", "围了一圈人", "下得真精彩", "输的请客")  # fmt: skip
WHERE = ("车过不去", "娃上学绕路", "臭得很", "地里都是水", "老人摔了一跤", "蚊子成堆", "院墙泡软了",
         "三轮车陷住了", "淤泥没清过", "水沟堵死了", "麦子泡了", "路都冲坏了")  # fmt: skip


def _decide(town: Town, text: str, *answers: str) -> None:
    """王大妈 says it, the owner answers."""
    town.says("王大妈", text)
    number = town.tickets()[-1].number
    for answer in answers:
        town.says("李群主", answer.format(number))
    town.later(days=8)  # by then who tells the same thing tells a new matter


def _a_season(town: Town) -> None:
    """The owner calls the chess false alarms, files the pond under 环卫, confirms what everybody knows."""
    for chess, pond, known in zip(HOW, WHERE, cycle(KNOWN), strict=False):
        _decide(town, CHESS.format(chess), "误报 {}")
        _decide(town, POND.format(pond), "改 {} 环卫", "确认 {}")
        _decide(town, known.format("，" + pond), "确认 {}")


@pytest.fixture(name="county")
def _county(quiet_town: Town, tmp_path: Path) -> County:
    """The town behind a configuration."""
    return make_county(tmp_path / "county", url=quiet_town.database.url)


NEW_CHESS, NEW_POND = "楼下的棋摊又下到半夜，笑死我了", "村东头涝池又漫了，没人管"


def _judged(database: Database, cache: Path) -> list[tuple[str, str | None]]:
    """How a process that starts now judges new talk about chess and a new report of the pond."""
    watch = RuleWatch(database, NlpSettings(), cache)
    verdicts = [watch.understanding.classify(text) for text in (NEW_CHESS, NEW_POND)]
    return [(one.decision, one.category) for one in verdicts]


def _text_is_nowhere(database: Database) -> bool:
    """Whether nothing that was said stands in the clear in the database."""
    held = bytes_of(database)
    return not any(word.encode() in held for word in ("棋摊", "涝池", "张伟"))


def test_what_the_owners_answered_is_learned(county: County, quiet_town: Town, tmp_path: Path) -> None:
    """Their false alarms fall silent, their pond is heard; both until an older version is put back."""
    _a_season(quiet_town)
    before = _judged(quiet_town.database, tmp_path)
    assert before[0][0] != "silent"
    assert before[1][1] != "sanitation"
    done = county.runs("learn", "--note", "棋摊和涝池", "--json")
    assert done.exit_code == 0, done.stderr
    document = json.loads(done.stdout)
    assert (document["version"], document["against"]) == (1, [])
    figures = {one["name"]: one for one in document["figures"]}
    assert figures["rejected tickets held out"]["after"] > figures["rejected tickets held out"]["before"]
    assert figures["promises of the rule files and the corpus"]["after"] == len(promised())
    after = _judged(quiet_town.database, tmp_path)
    assert after[0] == ("silent", None)
    assert after[1] in {("register", "sanitation"), ("ask", "sanitation")}
    assert "棋摊" not in done.stdout + done.stderr
    assert _text_is_nowhere(quiet_town.database)

    assert "as version 2" in county.runs("rules", "rollback", "0", "--learned").stdout
    assert _judged(quiet_town.database, tmp_path) == before
    assert "as version 3" in county.runs("rules", "rollback", "1", "--learned").stdout
    assert _judged(quiet_town.database, tmp_path) == after
    again = county.runs("rules", "rollback", "1", "--learned")
    assert (again.exit_code, "in use already" in again.stderr) == (1, True)
    unknown = county.runs("rules", "rollback", "9", "--learned")
    assert (unknown.exit_code, "rules versions --learned" in unknown.stderr) == (1, True)
    rows = json.loads(county.runs("rules", "versions", "--learned", "--json").stdout)["versions"]
    assert [(row["version"], row["copy_of"], row["table"], row["note"]) for row in rows] == [
        (3, 1, "learned", "rollback to 1"),
        (2, 0, "shipped", "rollback to 0"),
        (1, None, "learned", "棋摊和涝池"),
    ]
    assert "learned   棋摊和涝池" in county.runs("rules", "versions", "--learned").stdout
    assert json.loads(county.runs("rules", "versions", "--json").stdout) == {"versions": []}


def test_too_little_is_refused(county: County, quiet_town: Town) -> None:
    """Neither what the clock confirms counts, nor what is sensitive, nor a danger to life."""
    assert (
        "Nothing was published yet; `gridbot learn` does"
        in county.runs("rules", "versions", "--learned").stdout
    )
    _decide(quiet_town, CHESS.format(HOW[0]), "误报 {}")
    _decide(quiet_town, "着火了快来人", "误报 {}")
    _decide(quiet_town, "我老公打我，还要打孩子", "确认 {}")
    quiet_town.says("王大妈", POND.format(WHERE[0]))
    quiet_town.later(days=3)
    refused = county.runs("learn")
    assert refused.exit_code == 1
    assert "decided here by an answer and may teach: 1; learning needs 30" in refused.stderr
    assert all_of_learned(quiet_town.database) == []


def test_what_would_judge_worse_is_not_published(county: County, quiet_town: Town) -> None:
    """Answers that contradict those held out: the figures, the reason, exit status 1, and nothing stored."""
    pond = POND.format(WHERE[0])
    for number in range(1, 41):
        _decide(quiet_town, pond, "确认 {}" if number % 5 == 0 else "误报 {}")
    refused = county.runs("learn", "--dry-run")
    assert refused.exit_code == 1
    assert re.search(r"confirmed tickets held out +8 -> +0  of +8", refused.stdout)
    assert "the tickets that were held out would be judged worse" in refused.stderr
    assert "nothing was published: what was learned would judge worse" in refused.stderr
    assert all_of_learned(quiet_town.database) == []


def test_broken_promises_speak_against_it(classifier: Classifier) -> None:
    """A table that hears nothing would break those of every report, and unlearn the corpus; each is named."""
    base = built_in()
    deaf = Learned(replace(base.head, silence=50.0), base.names, base.weights)
    promises = promised()
    found = what_is_kept(classifier, build_classifier(learned=deaf), promises)
    assert "a promise would break: '家里停水了'" in found.against
    assert found.against[-1] == "judged worse: the written corpus, what was not rehearsed"
    kept, corpus, chat = found.figures
    assert chat.after >= chat.before
    assert corpus.after < corpus.before
    assert kept.before == kept.of == len(promises)
    assert len(found.against) - 1 == kept.before - kept.after
    assert what_is_kept(classifier, classifier, promises).against == []


def all_of_learned(database: Database) -> list[int]:
    """The numbers of the learned versions."""
    with database.reading() as session:
        return [one.number for one in all_of(session, Content.LEARNED)]
