"""The configuration before it is judged: plain values, and for each where it came from."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from bot.settings.errors import Loc, Mistake, dotted
from bot.settings.schema import field_at, from_file, is_list


class Draft:
    """A tree of TOML values; the TOML file is put in first, then the environment over it."""

    def __init__(self, source: str) -> None:
        self.values: dict[str, Any] = {}
        self.mistakes: list[Mistake] = []
        self._source = source
        self._sources: dict[Loc, str] = {}
        self._files: dict[Loc, str] = {}

    def source_of(self, loc: Loc) -> str:
        """Which file or environment variable gave the value at `loc`, the table around it or a key in it."""
        around = (self._sources[loc[:n]] for n in range(len(loc), 0, -1) if loc[:n] in self._sources)
        inside = (source for place, source in self._sources.items() if place[: len(loc)] == loc)
        return next(chain(around, inside), self._source)

    def blame(self, loc: Loc, remedy: str) -> None:
        """Note a mistake at `loc`."""
        self.mistakes.append(Mistake(dotted(loc), self.source_of(loc), remedy))

    def load(self, document: dict[str, Any]) -> None:
        """Take a whole TOML document; `secret_file = …` becomes the secret of that file."""
        self.values = document
        for loc, name in list(_strings(document, ())):
            if target := from_file(loc):
                table = self._parent(loc)
                del table[loc[-1]]
                if target[-1] in table:
                    self.blame(target, f"given twice; remove it or {loc[-1]}")
                self._files[target] = name

    def put(self, loc: Loc, value: Any, source: str) -> None:
        """Set one value over what is there."""
        self._sources[loc] = source
        self._files.pop(loc, None)
        parent, key = self._parent(loc), loc[-1]
        if isinstance(parent, dict):
            parent[key] = value
        elif isinstance(parent, list) and isinstance(key, int) and key <= len(parent):
            parent[key : key + 1] = [value]
        else:
            self.blame(loc, "there is no place for it; number the entries of a list 0, 1, 2 … without a gap")
            del self._sources[loc]  # what stands around it is not of this source

    def put_file(self, loc: Loc, name: str, source: str) -> None:
        """Have the value at `loc` read from the file `name`."""
        self.put(loc, "", source)
        if loc in self._sources:
            self._files[loc] = name

    def read_files(self) -> None:
        """Put in what the named files hold: the text without the space around it, or one entry a line."""
        for loc, name in list(self._files.items()):
            try:
                text = Path(name).read_text(encoding="utf-8").strip()
            except (OSError, ValueError) as error:
                # The name is not told: whoever mixes up the keys has written the secret there.
                remedy = f"{loc[-1]}_file names a file that cannot be read ({_reason(error)}); correct it"
                self.blame(loc, remedy)
                continue
            source = self._sources[loc] = f"{name}, named by {self.source_of(loc)}"
            if not text:
                self.blame(loc, "the file is empty; write the value into it")
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            self.put(loc, lines if is_list(loc) else text, source)

    def _parent(self, loc: Loc) -> Any:
        """The table or list that holds `loc`, made on the way where the file does not have it."""
        node: Any = self.values
        for n, step in enumerate(loc[:-1], start=1):
            if isinstance(node, dict):
                node = node.setdefault(step, _beginning(loc[:n]))
            elif isinstance(node, list) and isinstance(step, int) and step <= len(node):
                node.extend([{}] if step == len(node) else [])
                node = node[step]
            else:
                return None
        return node


def _beginning(loc: Loc) -> Any:
    """What the environment builds upon where the file has nothing: the default list, or an empty table."""
    field = field_at(loc)
    if field is None or not is_list(loc):
        return {}
    return [item.model_dump() if isinstance(item, BaseModel) else item for item in field.default]


def _strings(node: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    """Every piece of text in a TOML value and where it stands."""
    if isinstance(node, str):
        yield loc, node
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield from _strings(value, (*loc, key))


def _reason(error: OSError | ValueError) -> str:
    return error.strerror or "unreadable" if isinstance(error, OSError) else "not UTF-8"
