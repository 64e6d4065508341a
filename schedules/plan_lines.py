"""On which line of a plan file a key stands, so that whoever wrote it finds his mistake."""

import re

_TABLE = re.compile(r"\[\[?\s*(\w+)\s*\]?\]")
_KEY = re.compile(r"(\w+)\s*=")


class Lines:
    """The lines of one file by the keys that stand on them: `cadence`, `words.open`, `parts.0.code`."""

    def __init__(self, text: str) -> None:
        """`text` need not be a right file; of a key that stands twice the first counts."""
        self._at: dict[str, int] = {}
        table, seen = "", 0
        for number, line in enumerate(text.splitlines(), start=1):
            if header := _TABLE.match(line.strip()):
                table = header[1]
                if line.strip().startswith("[["):
                    table, seen = f"{table}.{seen}", seen + 1
                self._at.setdefault(table, number)
                self._at.setdefault(header[1], number)
            elif key := _KEY.match(line.strip()):
                self._at.setdefault(f"{table}.{key[1]}" if table else key[1], number)

    def of(self, mistake: str) -> str:
        """ "line 4" of the key with which a mistake begins; of one that is missing, that of its table."""
        key = mistake.partition(":")[0]
        while key and key not in self._at:
            key = key.rpartition(".")[0]
        return f"line {self._at.get(key, 1)}"
