"""One thing that is wrong with a rule file: where, what, and what to do."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """An error stops a pack from being published; anything else is worth a look."""

    file: str
    line: int | None
    key: str
    what: str
    remedy: str
    is_error: bool = True

    def __str__(self) -> str:
        """One line: `rules/own.toml, line 3, key 'strong': error: …; …`."""
        where = [self.file, *([f"line {self.line}"] if self.line else [])]
        where += [f"key '{self.key}'"] if self.key else []
        grade = "error" if self.is_error else "warning"
        return f"{', '.join(where)}: {grade}: {self.what}; {self.remedy}"

    def as_dict(self) -> dict[str, Any]:
        """Return the row that `gridbot rules lint --json` prints."""
        return {
            "file": self.file,
            "line": self.line,
            "key": self.key,
            "level": "error" if self.is_error else "warning",
            "problem": self.what,
            "remedy": self.remedy,
        }


@dataclass(frozen=True, slots=True)
class Page:
    """The text of one rule file, in which lines are looked up."""

    path: Path
    text: str

    def line_of(self, word: str, start: int = 1) -> int | None:
        """Return the first line, from `start` on, that holds a word in quotes, or as a key."""
        quoted = re.compile(rf"""["']{re.escape(word)}["']|^\s*\[*\s*{re.escape(word)}\s*[=\]]""")
        lines = list(enumerate(self.text.splitlines(), 1))[start - 1 :]
        return next((number for number, line in lines if quoted.search(line)), None)

    def line_of_key(self, key: str, word: str | None = None) -> int | None:
        """Return where a word stands under a key such as `combinations.2`; without a word, the key's line."""
        name, _, number = key.partition(".")
        headers = [
            number for number, line in enumerate(self.text.splitlines(), 1) if line.strip() == f"[[{name}]]"
        ]
        if headers and number.isdigit() and int(number) < len(headers):
            header = headers[int(number)]
            return (self.line_of(word, header) if word else None) or header
        return self.line_of(word or name)

    def error(self, key: str, what: str, remedy: str, word: str | None = None) -> Problem:
        """Return a problem that stops the pack; it stands where `word` stands, else the key."""
        return self._problem(key, (what, remedy), word, is_error=True)

    def warning(self, key: str, what: str, remedy: str, word: str | None = None) -> Problem:
        """Return a problem that is worth a look."""
        return self._problem(key, (what, remedy), word, is_error=False)

    def _problem(self, key: str, told: tuple[str, str], word: str | None, *, is_error: bool) -> Problem:
        return Problem(str(self.path), self.line_of_key(key, word), key, *told, is_error=is_error)
