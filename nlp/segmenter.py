"""Cuts text into jieba's words: by rjieba, or by jieba itself where there is no wheel of it."""

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

try:
    from nlp.rjieba_cutter import RjiebaCutter as _Cutter
except ImportError:  # a machine that rjieba is not built for
    from nlp.jieba_cutter import JiebaCutter as _Cutter  # type: ignore[assignment]

_OWN_WORD = 20_000  # a frequency above jieba's own compounds, so that a county's names stay whole


class Cutter(Protocol):
    """What cuts: both bindings give the same words (tests/nlp/test_segmenter.py)."""

    def __init__(self, cache_dir: Path | None, /) -> None: ...

    def add(self, word: str, frequency: int) -> None:
        """Know this word, too."""

    def cut(self, text: str) -> list[str]:
        """Return the words of a text."""


class Segmenter:
    """Cuts text into words, knowing the county's places and whatever other words it is given."""

    def __init__(
        self,
        places: Iterable[str] = (),
        words: Iterable[str] = (),
        cache_dir: Path | None = None,
        cutter: type[Cutter] = _Cutter,
    ) -> None:
        if cache_dir is not None:
            cache_dir.mkdir(parents=True, exist_ok=True)
        self._cache_dir, self._new_cutter = cache_dir, cutter
        self._own_words = tuple(word for word in (*places, *words) if word.strip())
        self._loading = threading.Lock()
        self._cutter: Cutter | None = None

    def cut(self, text: str) -> list[str]:
        """Return the words of a text; joined again they are the text."""
        return self.load().cut(text)

    def load(self) -> Cutter:
        """Read the dictionary, once; left to the first cut, because most messages are judged without it."""
        if self._cutter is not None:
            return self._cutter
        with self._loading:
            if self._cutter is None:
                self._cutter = self._read_dictionary()
            return self._cutter

    def _read_dictionary(self) -> Cutter:
        cutter = self._new_cutter(self._cache_dir)
        for word in self._own_words:
            cutter.add(word, _OWN_WORD)
        return cutter
