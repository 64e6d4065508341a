"""The phrases of a text that may be shown to whoever writes rules: never a name, a number or a place."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from nlp.jieba_cutter import names_in_dictionary
from nlp.normalise import normalise
from nlp.segmenter import Segmenter

_HAN = re.compile(r"[一-鿿]{2,6}")
_PLACE = re.compile(r"[一-鿿]{1,5}(?:省|市|县|区|镇|乡|村|组|社|路|街|巷|弄|栋|楼|号|院|苑|湾|坡|沟|坝|桥)")
_TITLED = re.compile(r"[老小阿][一-鿿]|[一-鿿](?:姐|哥|叔|婶|爷|奶|嫂|姨|伯|某)")
_SMALL = frozenset("不没被坏停漏吵欠骗退修堵脏臭断乱")  # single characters that make a phrase, and no name
_LONGEST = 8


class PhraseFinder:
    """Knows the names that must not be shown."""

    def __init__(self, segmenter: Segmenter, names: Iterable[str], known: Iterable[str]) -> None:
        """`names`: of the county's people and places; `known`: terms that rules have already."""
        self._segmenter = segmenter
        given = {normalise(name).replace(" ", "") for name in names}
        self._names = frozenset(name for name in given if len(name) > 1)
        self._parts = frozenset(part for name in self._names for part in _parts(name))
        self._listed = names_in_dictionary()
        self._known = frozenset(known)

    def find(self, text: str) -> Iterator[str]:
        """Return the words, and the phrases of two words, that name nobody and are no term yet."""
        words = self._segmenter.cut(normalise(text))
        yield from (word for word in words if self._may_show(word) and word not in self._known)
        for one, other in pairwise(words):
            phrase = one + other
            fits = 2 < len(phrase) <= _LONGEST and self._fits(one) and self._fits(other)
            if fits and phrase not in self._known and not self.names_someone(phrase):
                yield phrase

    def _fits(self, word: str) -> bool:
        return word in _SMALL or self._may_show(word)

    def _may_show(self, word: str) -> bool:
        if not _HAN.fullmatch(word) or word in self._listed:
            return False
        return not (_PLACE.fullmatch(word) or _TITLED.fullmatch(word) or self.names_someone(word))

    def names_someone(self, phrase: str) -> bool:
        """Tell whether it is part of a name that the county knows, or holds one."""
        return phrase in self._parts or any(part in self._names for part in _parts(phrase))


def _parts(text: str) -> Iterator[str]:
    """Return every stretch of two characters and more."""
    for start in range(len(text) - 1):
        yield from (text[start:end] for end in range(start + 2, len(text) + 1))
