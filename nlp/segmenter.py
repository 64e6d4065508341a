"""The only door to jieba: a tokenizer of our own, so that no words leak in from elsewhere, or out."""

import logging
import threading
import warnings
from collections.abc import Iterable
from pathlib import Path

with warnings.catch_warnings():  # its sources warn when they are compiled; that is not our users' concern
    warnings.simplefilter("ignore")
    import jieba

_OWN_WORD = 20_000  # a frequency above jieba's own compounds, so that a county's names stay whole


_NAMES = ("nr", "ns", "nt")  # how jieba marks people, places and organisations


def names_in_dictionary() -> frozenset[str]:
    """Return the words that jieba's dictionary knows as names of people, places or organisations."""
    with jieba.get_dict_file() as lines:
        rows = (line.decode("utf-8").split() for line in lines)
        return frozenset(row[0] for row in rows if len(row) == 3 and row[2].startswith(_NAMES))


class Segmenter:
    """Cuts text into words, knowing the county's places and whatever other words it is given."""

    def __init__(
        self, places: Iterable[str] = (), words: Iterable[str] = (), cache_dir: Path | None = None
    ) -> None:
        self._tokenizer = jieba.Tokenizer()
        if cache_dir is not None:
            cache_dir.mkdir(parents=True, exist_ok=True)
            self._tokenizer.tmp_dir = str(cache_dir)
        self._own_words = tuple(word for word in (*places, *words) if word.strip())
        self._loading = threading.Lock()
        self._loaded = threading.Event()

    def cut(self, text: str) -> list[str]:
        """Return the words of a text; joined again they are the text."""
        self.load()
        return list(self._tokenizer.cut(text, HMM=False))

    def load(self) -> None:
        """Read the dictionary, once; left to the first cut, because most messages are judged without it."""
        if self._loaded.is_set():
            return
        with self._loading:
            if not self._loaded.is_set():
                self._read_dictionary()
                self._loaded.set()

    def _read_dictionary(self) -> None:
        jieba.setLogLevel(logging.ERROR)
        self._tokenizer.initialize()
        for word in self._own_words:
            self._tokenizer.add_word(word, freq=_OWN_WORD)
