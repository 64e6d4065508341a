"""The documents as the tests read them: blocks, code spans, rows of tables, links."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def text(name: str) -> str:
    """A document, by its path from the top of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def prose(name: str) -> str:
    """A document without its fenced blocks."""
    return _FENCED.sub("", text(name))


def blocks(name: str, language: str) -> list[str]:
    """The fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text(name), re.MULTILINE | re.DOTALL)


def codes(words: str) -> list[str]:
    """What stands between backticks."""
    return re.findall(r"`([^`\n]+)`", words)


def rows(name: str, columns: int) -> list[list[str]]:
    """The cells of the rows that begin with a code, of the tables of so many columns."""
    lines = [line for line in prose(name).splitlines() if line.startswith("| `")]
    cells = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]
    return [row for row in cells if len(row) == columns]


def links(name: str) -> list[str]:
    """The relative links, without their anchors."""
    found = re.findall(r"\]\(([^)\s]+)\)", prose(name))
    return [link.partition("#")[0] for link in found if "://" not in link]
