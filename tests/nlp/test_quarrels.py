"""Whether two people trade accusations: the file's own dialogues, unseen ones, and talk."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from nlp.quarrel import Quarrel, Turn, judge, read
from nlp.training.corpus import TALK, read_corpus
from nlp.training.quarrels import EXAMPLES, Spoken, dialogues, learn

UNSEEN = Path(__file__).parent / "quarrels_unseen.toml"
QUARRELS, OTHERS = list(dialogues(EXAMPLES, "quarrels")), list(dialogues(EXAMPLES, "others"))


def _judged(said: Sequence[Spoken]) -> Quarrel:
    return judge([Turn(speaker, read(text), to) for speaker, text, to in said])


def test_there_are_enough_of_them() -> None:
    """At least forty quarrels and eighty look-alikes, none twice."""
    assert len(QUARRELS) >= 40
    assert len(OTHERS) >= 80
    texts = [str(one) for one in (*QUARRELS, *OTHERS)]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("said", QUARRELS, ids=lambda said: said[0][1])
def test_a_quarrel_is_told_by_its_words(said: list[Spoken]) -> None:
    """Each of the file, with the words that made it one; without the other's turns it is none."""
    found = _judged(said)
    assert found.is_one
    assert found.between == (ord("A"), ord("B"))
    assert all(term for _, term in found.evidence)
    assert found.evidence
    assert not _judged([one for one in said if one[0] == ord("A")]).is_one
    assert not _judged(said[:2]).is_one


@pytest.mark.parametrize("said", OTHERS, ids=lambda said: said[0][1])
def test_what_is_none(said: list[Spoken]) -> None:
    """Play, jest, news, school, sweethearts, neighbours who agree or make up."""
    assert not _judged(said).is_one


def test_those_that_nothing_was_learned_from() -> None:
    """More than half of the quarrels are heard, and none of the others."""
    heard = sum(_judged(said).is_one for said in dialogues(UNSEEN, "quarrels"))
    wrong = sum(_judged(said).is_one for said in dialogues(UNSEEN, "others"))
    assert (heard >= 6, wrong) == (True, 0)


def _windows(pool: Sequence[str], count: int) -> Iterator[list[Spoken]]:
    chance = random.Random(77)
    for _ in range(count):
        yield [(number % 2, chance.choice(pool), None) for number in range(4)]


def test_talk_that_has_nothing_to_do_with_each_other() -> None:
    """Lines of the corpus in any order: next to never, even if each says 你 and many scold."""
    talk = [one.text for one in read_corpus() if one.kind == TALK]
    to_a_face = [text for text in talk if "你" in text]
    assert sum(_judged(one).is_one for one in _windows(talk, 5_000)) == 0
    assert sum(_judged(one).is_one for one in _windows(to_a_face, 5_000)) <= 25


def test_danger_goes_another_way() -> None:
    """A turn that tells a danger to life makes it none."""
    said = QUARRELS[0]
    turns = [Turn(speaker, read(text), to) for speaker, text, to in said]
    assert not judge([*turns, Turn(ord("A"), read("你再说我拿刀砍死你"), danger=True)]).is_one


def test_who_speaks_to_somebody_else_is_no_party() -> None:
    """A quotes C all the while: he does not quarrel with B."""
    said = [(speaker, text, ord("C") if speaker == ord("A") else None) for speaker, text, _ in QUARRELS[0]]
    assert not _judged(said).is_one


def test_a_threat_shows() -> None:
    """In a quarrel: a weapon, fire, death; a slap of words is none."""
    turns = [Turn(speaker, read(text), to) for speaker, text, to in QUARRELS[0]]
    for words in ("你再说一句我拿刀砍死你", "信不信我一把火烧了你家", "今天不弄死你我不姓王"):
        assert judge([*turns, Turn(ord("A"), read(words))]).threat
    assert not any(_judged(said).threat for said in QUARRELS)


def test_the_table_is_what_the_dialogues_teach() -> None:
    """`python -m nlp.training.quarrels` would write the same again."""
    lines = [
        line.partition("\t") for line in EXAMPLES.with_name("quarrel.table").read_text("utf-8").splitlines()
    ]
    shipped = {gram: float(weight) for gram, _, weight in lines}
    learned = learn()
    assert shipped.keys() == learned.keys()
    assert all(abs(learned[gram] - weight) < 0.02 for gram, weight in shipped.items())
