"""The only door to jieba: a tokenizer of our own, so that no other program's words leak into ours or ours out."""

import logging
import threading
from collections.abc import Iterable
from pathlib import Path

import jieba

_PLACE_WEIGHT = 20_000  # above the compounds of jieba's own dictionary, so a county's names stay whole


class Segmenter:
    """Cuts text into words, knowing the county's places and the rule pack's terms."""

    def __init__(
        self, places: Iterable[str] = (), words: Iterable[str] = (), cache_dir: Path | None = None
    ) -> None:
        self._tokenizer = jieba.Tokenizer()
        if cache_dir is not None:
            cache_dir.mkdir(parents=True, exist_ok=True)
            self._tokenizer.tmp_dir = str(cache_dir)
        self._own_words = (*places, *words)
        self._lock = threading.Lock()
        self._ready = False

    def cut(self, text: str) -> list[str]:
        """Return the words of a text; joined again they are the text."""
        if not self._ready:
            self._load()
        return list(self._tokenizer.cut(text, HMM=False))

    def _load(self) -> None:
        """Read the dictionary at the first cut: most messages are judged without it."""
        with self._lock:
            if self._ready:
                return
            jieba.setLogLevel(logging.ERROR)
            self._tokenizer.initialize()
            for word in self._own_words:
                if word.strip():
                    self._tokenizer.add_word(word, freq=_PLACE_WEIGHT)
            self._ready = True
