"""Parsing 识令: what people type to the bot, in any width, order and spacing whose meaning is clear."""

from __future__ import annotations

import re

from handlers.commands import BETWEEN, COURTESIES, LEXICON, PICKS, Command, Takes, Verb
from handlers.dates import NUMERALS

MOST_NUMBERS = 500
MOST_COMMAND_CHARACTERS = 2_000

_BY_WORD = {
    word: (verb, takes)
    for verb, (takes, words) in LEXICON.items()
    for word in words
    if takes is not Takes.OF_ITS_OWN
}
_VERB = "|".join(sorted(map(re.escape, _BY_WORD), key=len, reverse=True))
_NUMBER = r"(?:【\s*\d{1,18}\s*号?\s*】|#?\d{1,18}(?:号工单|号单|号)?)"
_GAP = r"[\s,，、;；。.!！?？:：~～]"
_FIRST_NUMBER = re.compile(rf"({_NUMBER}){_GAP}*(?=(?:{_VERB})(?:{_GAP}|$))")
_VERB_THEN = re.compile(rf"({_VERB})(?={_GAP}|$|#|【|\d)")
_RANGE = re.compile(r"(\d{1,6})[-~～–—至到](\d{1,6})")
_WHOLE_NUMBER = re.compile(_NUMBER)
_SPLIT = re.compile(rf"{_GAP}+")
_AT_SOMEONE = re.compile(r"@[^\s@,，:：]{1,32}[\s,，:：\u2005]*")
_AT_THE_END = re.compile(r"\s+@[^\s@]{1,32}\s*$")
_SPAN = rf"(?:[\d半到至明今后下周{''.join(NUMERALS)}]|大后|星期)[^,，。!！?？]{{0,11}}"
_CODE = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}"
_OF_ITS_OWN = {
    Verb.DEPUTISE: re.compile(rf"@(?P<words>[^\s@]{{1,32}})\s*今天代班{_GAP}*"),
    Verb.MUTE: re.compile(rf"(?P<off>取消|解除)?静音{_GAP}*(?P<words>{_SPAN})?{_GAP}*"),
    Verb.ENTER: re.compile(rf"代报(?:{_GAP}+(?P<words>.+)|{_GAP}*)", re.DOTALL),
    Verb.LEAVE_PLAN: re.compile(rf"(?:不需要帮扶|退出帮扶|退出){_GAP}*(?P<words>[^\s\d]{{0,8}}){_GAP}*"),
    Verb.BIND: re.compile(rf"绑定{_GAP}*(?P<words>{_CODE}){_GAP}*"),
    Verb.I_AM: re.compile(rf"我是{_GAP}*(?P<words>{_CODE}){_GAP}*"),
}
_FOLD = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), 0xFF03, 0xFF20, 0xFF0D)} | {
    0x3000: " ",
    0x2005: " ",
    **dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0), None),
}


def fold(text: str) -> str:
    """Full-width digits, #, @ and spaces in their narrow form, invisible characters gone; words untouched."""
    return text.translate(_FOLD).strip()


def strip_mention(text: str, bot_names: tuple[str, ...], mentions_bot: bool) -> str:
    """The text without a leading @bot; with `mentions_bot` any leading @name is taken for the bot's."""
    if mentions_bot:
        text = _AT_THE_END.sub("", text)
    mention = _AT_SOMEONE.match(text)
    if mention is None or _OF_ITS_OWN[Verb.DEPUTISE].fullmatch(text):
        return text
    name = mention.group().strip("@ ,，:：\u2005").casefold()
    is_bot = mentions_bot or name in {one.casefold() for one in bot_names}
    return text[mention.end() :].strip() if is_bot else text


def parse(text: str) -> Command | None:
    """The command that `text` is, or None: then it is talk. `text` is folded, without a leading mention."""
    if not text or len(text) > MOST_COMMAND_CHARACTERS:
        return None
    for verb, shape in _OF_ITS_OWN.items():
        own = shape.fullmatch(text)
        if own:
            is_over = own.groupdict().get("off") is not None
            return Command(verb, words="0" if is_over else (own["words"] or "").strip())
    before = _FIRST_NUMBER.match(text)
    rest = text[before.end() :] if before else text
    found = _VERB_THEN.match(rest)
    if found is None:
        return None
    word = found.group(1)
    verb, takes = _BY_WORD[word]
    if verb is Verb.PICK:
        return _pick(word, before.group(1) if before else "", rest[found.end() :])
    first = (_number(before.group(1)),) if before else ()
    return _READERS[takes](verb, first, rest[found.end() :])


def first_word(words: str) -> tuple[str, str]:
    """The first word of what stands beside a verb, and the rest without what parts them."""
    found = _SPLIT.split(words, maxsplit=1)
    return found[0], found[1].strip() if len(found) > 1 else ""


def _number(token: str) -> int:
    return int(re.sub(r"\D", "", token))


def _tokens(rest: str) -> list[str]:
    return [token for token in _SPLIT.split(rest) if token]


def _pick(word: str, before: str, rest: str) -> Command | None:
    """A choice, perhaps with its ticket; two bare numbers beside each other are no choice."""
    tokens = [token for token in (before, *_tokens(rest)) if token]
    if not tokens:
        return Command(Verb.PICK, words=PICKS[word])
    named = len(tokens) == 1 and _WHOLE_NUMBER.fullmatch(tokens[0])
    if not named or (word.isdigit() and tokens[0].isdigit()):
        return None
    return Command(Verb.PICK, (_number(tokens[0]),), PICKS[word], tuple(tokens))


def _numbers(verb: Verb, first: tuple[int, ...], rest: str) -> Command | None:
    tokens = [token for token in _tokens(rest) if token not in COURTESIES]
    if not all(_WHOLE_NUMBER.fullmatch(token) for token in tokens) or len(tokens) > MOST_NUMBERS:
        return None
    numbers = tuple(dict.fromkeys((*first, *map(_number, tokens))))
    return Command(verb, numbers, tokens=tuple(tokens))


def _pair(verb: Verb, first: tuple[int, ...], rest: str) -> Command | None:
    """Numbers whose order counts; the same twice stays twice."""
    tokens = [token for token in _tokens(rest) if token not in COURTESIES | BETWEEN]
    if not all(_WHOLE_NUMBER.fullmatch(token) for token in tokens) or len(tokens) > MOST_NUMBERS:
        return None
    return Command(verb, (*first, *map(_number, tokens)), tokens=tuple(tokens))


def _numbers_then_words(verb: Verb, first: tuple[int, ...], rest: str) -> Command | None:
    tokens = _tokens(rest)
    count = next((n for n, token in enumerate(tokens) if not _WHOLE_NUMBER.fullmatch(token)), len(tokens))
    numbers = tuple(dict.fromkeys((*first, *map(_number, tokens[:count]))))
    words = " ".join(tokens[count:])
    return Command(verb, numbers, words, tuple(tokens)) if numbers or not words else None


def _number_and_words(verb: Verb, first: tuple[int, ...], rest: str) -> Command | None:
    glued = rest[:1].isdigit()
    rest = rest.lstrip(" \t\n,，、;；。.:：")
    if not first:
        token = re.match(rf"({_NUMBER})(?={_GAP}|$)", rest)
        if token:
            first, rest = (_number(token.group(1)),), rest[token.end() :].lstrip(" \t\n,，、;；。.:：")
        elif glued and rest[:1].isdigit():
            return None  # 办结17号楼…: a number, or a part of the words? Nobody can tell
    return Command(verb, first, rest.strip(), tuple(_tokens(rest)))


def _any_number_and_words(verb: Verb, first: tuple[int, ...], rest: str) -> Command | None:
    tokens = _tokens(rest)
    numbers = tuple(_number(token) for token in tokens if _WHOLE_NUMBER.fullmatch(token))
    words = [token for token in tokens if not _WHOLE_NUMBER.fullmatch(token)]
    all_numbers = first + numbers
    return Command(verb, all_numbers, " ".join(words), tuple(tokens)) if len(all_numbers) <= 1 else None


def _list_and_words(verb: Verb, first: tuple[int, ...], rest: str) -> Command | None:
    tokens = _tokens(rest)
    numbers = list(first)
    position = 0
    for token in tokens:
        several = _range(token)
        if several is None:
            break
        numbers.extend(several)
        position += 1
    if len(numbers) > MOST_NUMBERS:
        return None
    unique = tuple(dict.fromkeys(numbers))
    return Command(verb, unique, " ".join(tokens[position:]), tuple(tokens))


def _range(token: str) -> list[int] | None:
    if _WHOLE_NUMBER.fullmatch(token):
        return [_number(token)]
    span = _RANGE.fullmatch(token)
    if span is None:
        return None
    low, high = sorted((int(span.group(1)), int(span.group(2))))
    return list(range(low, min(high, low + MOST_NUMBERS) + 1))


def _words(verb: Verb, first: tuple[int, ...], rest: str) -> Command | None:
    if first or (rest and not rest[0].isspace() and rest[0] not in ",，:："):
        return None
    return Command(verb, words=" ".join(_tokens(rest)), tokens=tuple(_tokens(rest)))


def _text(verb: Verb, first: tuple[int, ...], rest: str) -> Command | None:
    if first or (rest and not rest[0].isspace() and rest[0] not in ",，:："):
        return None
    return Command(verb, words=rest.strip(" ,，:：\n\t"), tokens=tuple(_tokens(rest)))


def _nothing(verb: Verb, first: tuple[int, ...], rest: str) -> Command | None:
    return None if first or _tokens(rest) else Command(verb)


_READERS = {
    Takes.NUMBERS: _numbers,
    Takes.PAIR: _pair,
    Takes.NUMBERS_THEN_WORDS: _numbers_then_words,
    Takes.NUMBER_AND_WORDS: _number_and_words,
    Takes.ANY_NUMBER_AND_WORDS: _any_number_and_words,
    Takes.LIST_AND_WORDS: _list_and_words,
    Takes.WORDS: _words,
    Takes.TEXT: _text,
    Takes.NOTHING: _nothing,
}
