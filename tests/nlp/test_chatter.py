"""The made-up chat: enough of it, never twice, the same each time, and full of traps."""

import random
from collections import Counter

import pytest

from nlp.training.chatter.grammar import GrammarError, Template
from nlp.training.chatter.lines import LINES, Line, chatter, themes, words
from nlp.training.sample import made_up_lines
from nlp.verdict import Evidence, Verdict
from tests.bench.chatter.rates import judge, unlearned

REPORT_WORDS = (
    *("停水", "停电", "停气", "停暖", "断网", "漏", "堵", "垃圾", "路灯", "跳闸", "马桶", "检修", "抢修"),
    *("坏", "修", "泄", "塌", "臭", "污", "工资", "欠", "补偿", "补贴", "医保", "低保", "拆迁"),
    *("赔", "打架", "打人", "吵", "噪音", "扰民", "纠纷", "矛盾", "家暴", "离婚", "法院", "律师", "判"),
    *("罚", "诈骗", "骗", "偷", "丢", "抢", "报警", "交警", "派出所", "投诉", "举报", "火", "消防"),
    *("燃气", "预警", "事故", "受伤", "咬", "摔", "溺水", "触电", "中毒", "中暑", "救", "死"),
)


@pytest.fixture(name="lines", scope="module")
def _lines() -> list[Line]:
    return list(chatter())


def test_there_are_fifty_thousand_different_lines(lines: list[Line]) -> None:
    """Every theme has its share; nothing is left of places and choices."""
    assert len({line.text for line in lines}) == len(lines) == LINES >= 50_000
    shares = Counter(line.theme for line in lines)
    assert shares.keys() == themes().keys()
    assert min(shares.values()) >= 0.5 * LINES / len(shares)
    assert not [
        line.text for line in lines if set(line.text) & set("{}|()") or line.text != line.text.strip()
    ]


def test_a_quarter_holds_the_words_of_a_report(lines: list[Line]) -> None:
    """By the mark of their sentences, and by the words themselves."""
    lures = [line.text for line in lines if line.lure]
    assert len(lures) >= LINES / 4
    assert sum(any(word in line.text for word in REPORT_WORDS) for line in lines) >= LINES / 4


def test_it_is_told_from_many_sentences_and_words() -> None:
    """Hundreds of sentences over thousands of words and names."""
    assert sum(map(len, themes().values())) >= 500
    names = len(words()["sur"]) * len(words()["given"])
    assert sum(map(len, words().values())) + names >= 5_000


def test_the_same_seed_says_the_same() -> None:
    """Two versions of the rules are measured on one text; another seed says something else."""
    assert list(chatter(300)) == list(chatter(300))
    assert list(chatter(300, seed=1)) != list(chatter(300))


def test_what_measures_was_not_learned() -> None:
    """As many lines as are asked for, none of them among those that training reads."""
    measured = {line.text for line in unlearned(2_000)}
    assert len(measured) == 2_000
    assert measured.isdisjoint(line.text for line in made_up_lines())


@pytest.mark.parametrize("source", ["(a|b", "a|b", "a)", "{a", "(a|b))"])
def test_a_sentence_that_cannot_be_read_is_refused(source: str) -> None:
    """By its own words, when the file is read."""
    with pytest.raises(GrammarError, match=r"[|(){}]"):
        Template(source)


def test_places_and_choices_are_filled() -> None:
    """Places within places too; a place without words is a mistake of the grammar."""
    template, chance = Template("去(|了){where}(吧)?"), random.Random(1)
    told = {template.tell({"where": ["{town}里"], "town": ["城"]}, chance) for _ in range(50)}
    assert told == {"去城里", "去了城里", "去城里吧", "去了城里吧"}
    with pytest.raises(GrammarError):
        template.tell({}, chance)


def test_the_rates_and_the_worst_lines() -> None:
    """One ticket and one question in four lines, the ticket first, with its words."""
    spoken = {
        "a": Verdict("none", "silent", None, None, "normal", False, 0.0),
        "b": Verdict("service", "ask", "welfare", "救助", "normal", False, 0.5),
        "c": Verdict(
            "dispute", "register", "labor", "劳资", "normal", False, 0.9, (Evidence("工资", 2.0, "x"),)
        ),
    }
    rates = judge([Line(text, "t", text == "c") for text in "aabc"], spoken.__getitem__)
    assert (rates.rate("register"), rates.rate("ask")) == (0.25, 0.25)
    worst = "\n".join(rates.worst(9))
    assert worst.index("工资 +2.0") < worst.index("no words")
    assert "goal: 0.02%" in "\n".join(rates.summary())
