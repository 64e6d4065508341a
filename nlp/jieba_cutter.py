"""The only door to jieba itself: for machines that rjieba has no wheel for, and the tests' yardstick."""

import logging
import marshal
import tempfile
import warnings
from pathlib import Path

with warnings.catch_warnings():  # its sources warn when they are compiled; that is not our users' concern
    warnings.simplefilter("ignore")
    import jieba

_CACHE = "jieba.cache"  # how jieba calls what it keeps of its dictionary
_NAMES = ("nr", "ns", "nt")  # how jieba marks people, places and organisations


def names_in_dictionary() -> frozenset[str]:
    """Return the words that jieba's dictionary knows as names of people, places or organisations."""
    with jieba.get_dict_file() as lines:
        rows = (line.decode("utf-8").split() for line in lines)
        return frozenset(row[0] for row in rows if len(row) == 3 and row[2].startswith(_NAMES))


class JiebaCutter:
    """A tokenizer of our own, so that no words leak in from elsewhere, or out."""

    def __init__(self, cache_dir: Path | None) -> None:
        jieba.setLogLevel(logging.ERROR)
        self._tokenizer = jieba.Tokenizer()
        if cache_dir is not None:
            self._tokenizer.tmp_dir = str(cache_dir)
        if not self._read_cache():
            self._tokenizer.initialize()

    def add(self, word: str, frequency: int) -> None:
        """Know this word, too."""
        self._tokenizer.add_word(word, freq=frequency)

    def cut(self, text: str) -> list[str]:
        """Return the words of a text."""
        return list(self._tokenizer.cut(text, HMM=False))

    def _read_cache(self) -> bool:
        """Read jieba's own cache in one piece: bite by bite, as jieba does, takes three times as long."""
        cache = Path(self._tokenizer.tmp_dir or tempfile.gettempdir()) / _CACHE
        try:
            frequencies, total = marshal.loads(cache.read_bytes())  # noqa: S302 (jieba would load it, too)
        except (OSError, EOFError, ValueError, TypeError):
            return False  # none yet, or broken: jieba reads its dictionary and writes a new one
        self._tokenizer.FREQ, self._tokenizer.total = frequencies, total
        self._tokenizer.initialized = True
        return True
