"""Commands 口令: what people type to the bot, in any width, order and spacing whose meaning is clear."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, StrEnum

from handlers.dates import NUMERALS

MOST_NUMBERS = 500
MOST_COMMAND_CHARACTERS = 2_000


class Verb(StrEnum):
    """What a command asks for."""

    CONFIRM = "confirm"
    REJECT = "reject"
    RECATEGORISE = "recategorise"
    CLAIM = "claim"
    RESOLVE = "resolve"
    APPROVE = "approve"
    RETURN = "return"
    SATISFIED = "satisfied"
    UNSATISFIED = "unsatisfied"
    PROGRESS = "progress"
    SUPPLEMENT = "supplement"
    WITHDRAW = "withdraw"
    ERASE = "erase"
    PUBLIC = "public"
    HELP = "help"
    AGENDA = "agenda"
    PICK = "pick"
    """A choice of a question: 1, 2, 3, 是, 不是; `words` holds the digit."""
    KEEP = "keep"
    """登记这条: yes to the question whether a text is to be registered."""
    DROP = "drop"
    CALL = "call"
    """要: call the chief."""
    DONE = "done"
    NO_ANSWER = "no_answer"
    NOT_NEEDED = "not_needed"
    MOVE = "move"
    DEPUTISE = "deputise"
    MUTE = "mute"
    """静音; `words` names the end, "0" that it is over."""
    UNDO = "undo"
    """撤销: one's own last deed."""


class Takes(Enum):
    """What may stand beside the verb."""

    NUMBERS = "numbers"
    """Ticket numbers and nothing else."""
    NUMBER_AND_WORDS = "number and words"
    """At most one ticket number, first or directly before the verb, then free words."""
    ANY_NUMBER_AND_WORDS = "a number anywhere and words"
    NUMBERS_THEN_WORDS = "ticket numbers, then free words"
    LIST_AND_WORDS = "task numbers, ranges, then words"
    WORDS = "words"
    """Free words, after a space."""
    SPAN = "a span of time"
    """Perhaps without a space; such a verb is found by its own shape."""
    NOTHING = "nothing"


LEXICON: dict[Verb, tuple[Takes, tuple[str, ...]]] = {
    Verb.CONFIRM: (Takes.NUMBERS, ("确认",)),
    Verb.REJECT: (Takes.NUMBERS_THEN_WORDS, ("误报",)),
    Verb.RECATEGORISE: (Takes.ANY_NUMBER_AND_WORDS, ("改", "改为", "改成")),
    Verb.CLAIM: (Takes.NUMBERS, ("接单",)),
    Verb.RESOLVE: (Takes.NUMBER_AND_WORDS, ("办结",)),
    Verb.APPROVE: (Takes.NUMBERS, ("同意",)),
    Verb.RETURN: (Takes.NUMBER_AND_WORDS, ("退回",)),
    Verb.SATISFIED: (Takes.NUMBERS, ("满意",)),
    Verb.UNSATISFIED: (Takes.NUMBER_AND_WORDS, ("不满意",)),
    Verb.PROGRESS: (Takes.NUMBERS, ("进度", "查进度")),
    Verb.SUPPLEMENT: (Takes.NUMBER_AND_WORDS, ("补充",)),
    Verb.WITHDRAW: (Takes.NUMBERS, ("撤回",)),
    Verb.ERASE: (Takes.NOTHING, ("删除我的信息",)),
    Verb.PUBLIC: (Takes.WORDS, ("公开",)),
    Verb.HELP: (Takes.NOTHING, ("帮助", "help")),
    Verb.AGENDA: (Takes.NUMBERS, ("待办",)),
    Verb.PICK: (Takes.NOTHING, ("1", "2", "3", "是", "是的", "不是")),
    Verb.KEEP: (Takes.NOTHING, ("登记这条",)),
    Verb.DROP: (Takes.NOTHING, ("不登记这条",)),
    Verb.CALL: (Takes.NOTHING, ("要",)),
    Verb.DONE: (Takes.LIST_AND_WORDS, ("完成",)),
    Verb.NO_ANSWER: (Takes.LIST_AND_WORDS, ("没打通",)),
    Verb.NOT_NEEDED: (Takes.LIST_AND_WORDS, ("不需要",)),
    Verb.MOVE: (Takes.LIST_AND_WORDS, ("改期",)),
    Verb.UNDO: (Takes.NUMBERS, ("撤销",)),
    Verb.MUTE: (Takes.SPAN, ("静音", "取消静音")),
}
COURTESIES = {"谢谢", "谢谢了", "谢谢啦", "麻烦了", "辛苦了", "好的"}
"""What people add to a command without meaning anything by it."""
PICKS = {"1": "1", "2": "2", "3": "3", "是": "1", "是的": "1", "不是": "2"}


@dataclass(frozen=True, slots=True)
class Command:
    """A verb with its numbers and words; `tokens` are all words after (or around) the verb."""

    verb: Verb
    numbers: tuple[int, ...] = ()
    words: str = ""
    tokens: tuple[str, ...] = ()


CHOSEN = {"1": Verb.CONFIRM, "2": Verb.REJECT, "3": Verb.CONFIRM}
"""What a choice does."""

_BY_WORD = {
    word: (verb, takes)
    for verb, (takes, words) in LEXICON.items()
    for word in words
    if takes is not Takes.SPAN
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
_DEPUTISE = re.compile(rf"@([^\s@]{{1,32}})\s*今天代班{_GAP}*")
_SPAN = rf"(?:[\d半到至明今后下周{''.join(NUMERALS)}]|大后|星期)[^,，。!！?？]{{0,11}}"
_MUTE = re.compile(rf"(取消|解除)?静音{_GAP}*({_SPAN})?{_GAP}*")
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
    if mention is None:
        return text
    name = mention.group().strip("@ ,，:：\u2005").casefold()
    is_bot = mentions_bot or name in {one.casefold() for one in bot_names}
    return text[mention.end() :].strip() if is_bot else text


def parse(text: str) -> Command | None:
    """The command that `text` is, or None: then it is talk. `text` is folded, without a leading mention."""
    if not text or len(text) > MOST_COMMAND_CHARACTERS:
        return None
    deputise = _DEPUTISE.fullmatch(text)
    if deputise:
        return Command(Verb.DEPUTISE, words=deputise.group(1))
    mute = _MUTE.fullmatch(text)
    if mute:
        return Command(Verb.MUTE, words="0" if mute.group(1) else (mute.group(2) or "").strip())
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


def told(command: Command) -> str:
    """What a command does, in the users' word: 确认 for 1 and for 确认 17."""
    verb = CHOSEN[command.words] if command.verb is Verb.PICK else command.verb
    return LEXICON[verb][1][0] if verb in LEXICON else "今天代班"


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


def _nothing(verb: Verb, first: tuple[int, ...], rest: str) -> Command | None:
    return None if first or _tokens(rest) else Command(verb)


_READERS = {
    Takes.NUMBERS: _numbers,
    Takes.NUMBERS_THEN_WORDS: _numbers_then_words,
    Takes.NUMBER_AND_WORDS: _number_and_words,
    Takes.ANY_NUMBER_AND_WORDS: _any_number_and_words,
    Takes.LIST_AND_WORDS: _list_and_words,
    Takes.WORDS: _words,
    Takes.NOTHING: _nothing,
}
