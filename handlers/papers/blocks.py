"""Blocks 版块: what a paper is made of, in order, without a word about how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Title:
    """The paper's title, once, at the top."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The number under which the office files it 发文字号."""

    text: str


@dataclass(frozen=True, slots=True)
class To:
    """To whom it is addressed 主送机关."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 (一、) or 2 (（一）)."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words; each line is a paragraph of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its head, its rows, and how the width is shared among the columns."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[int]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who issues it 发文机关署名, and on which day 成文日期."""

    who: str
    day: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, with words under it, and how high it may be, in millimetres."""

    content: bytes = field(repr=False)
    caption: str
    height: int = 100


Block = Title | Reference | To | Heading | Paragraph | Rows | Signature | Picture
Paper = Sequence[Block]
