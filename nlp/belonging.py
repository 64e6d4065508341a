"""Which of several short messages tell one matter: what one person says in pieces, and the talk between."""

import re
from collections.abc import Callable, Iterable, Sequence

from nlp.reason import Reason

ENOUGH = 0.75  # what a piece must add to the matter: as much as one plain word of complaint
_PEOPLE = (
    "我|我们|咱|咱们|俺|俺们|你们|他们|人家|邻居|老板|物业|厂里|工地|公司|包工头"
    "|村里|村干部|婆婆|老公|老婆|媳妇"
)
_PLACES = (
    "我家|我们家|俺家|咱家|家里|楼上|楼下|隔壁|对门|门口|屋里|厨房|厕所|楼道|电梯|小区|村口|路口|地里|院子"
)
_OPENING = "喂|那个|这个|就是|还有|另外|而且|请问|有人吗|群主|书记|主任|领导"
ALONE = 1.5  # and what words must weigh that are read without the report they may belong to
LONGEST = 40  # longer words that add to a matter say so by themselves
_ASKING = re.compile(r"[?？]|[吗么]$|哪里|在哪|谁|几点|怎么走|怎么样|什么|啥")
_HEAD = re.compile(
    rf"(?:{_PLACES}|{_PEOPLE}|{_OPENING}|里|的|这边|那边|这里|那里|和|跟){{1,4}}[啊呀嘛呢,，。.…~]*"
)
_FILLING = re.compile(
    r"(?:就?在|就?是|位于|地址|地点|位置|电话|手机|号码|联系|时间|大概|大约|左右|从|开始|到现在"
    r"|一直|已经|都|有|了|的|那[个盏根块段条边里]?|这[个盏根块段条边里]?|我们?|俺们?|咱们?"
    r"|我家|家里|住|旁边|附近|对面|前面|后面|里面|外面|门口|楼下|楼上|啊|呢|吧|哦|嗯|和|跟)"
)
_LEFT = re.compile(r"[\W_]+")
_ENDED = "，,。.！!？?；;、…~～：: \n"


def is_head(text: str) -> bool:
    """Tell whether the words only begin a sentence: 我家, 楼上, 那个."""
    return _HEAD.fullmatch(text.strip()) is not None


def joined(pieces: Iterable[str]) -> str:
    """Return the pieces as one text; what only began a sentence runs on into the next."""
    text, runs_on = "", True
    for piece in filter(None, (one.strip() for one in pieces)):
        glue = "" if runs_on or text[-1:] in _ENDED else "，"
        text, runs_on = f"{text}{glue}{piece}", is_head(piece)
    return text


def only_facts(plain: str, facts: Sequence[str]) -> bool:
    """Tell whether a text says where, when or how to call back, and next to nothing else.

    `facts` are the words that give them.
    """
    if not facts:
        return False
    for fact in facts:
        plain = plain.replace(fact, " ")
    return len(_LEFT.sub("", _FILLING.sub("", plain))) <= 1


def adds(plain: str, facts: Sequence[str], weight: float) -> bool:
    """Tell whether words said right after a report belong to it: facts alone, or plain words of complaint.

    What begins a sentence waits for the rest of it; a question is more often about something else.
    """
    if only_facts(plain, facts):
        return True
    if is_head(plain) or len(plain) > LONGEST or _ASKING.search(plain):
        return False
    return weight >= ALONE


def weight_for(reasons: Iterable[Reason], heard: frozenset[str]) -> float:
    """Return what the reasons weigh for the sides in `heard`, less what they weigh for silence.

    Who speaks and where is no reason: 我们 and 小区的 stand in talk as well.
    """
    total = 0.0
    for reason in reasons:
        if reason.cue.toward in heard and not is_head(reason.term):
            total += reason.cue.weight
        elif reason.cue.toward == "none":
            total -= reason.cue.weight
    return total


def belonging(
    pieces: Sequence[str], weigh: Callable[[str], float], is_fact: Callable[[str], bool]
) -> tuple[bool, ...]:
    """Tell of each piece whether it belongs: it begins the sentence, gives a fact, or adds weight.

    `weigh` is what a text weighs for the matter. A piece adds to those before it, or to all the others.
    """
    whole = weigh(joined(pieces))
    weights = [weigh(joined(pieces[:at])) for at in range(len(pieces) + 1)]
    return tuple(
        is_head(piece)
        or is_fact(piece)
        or weights[at + 1] - weights[at] >= ENOUGH
        or whole - weigh(joined([*pieces[:at], *pieces[at + 1 :]])) >= ENOUGH
        for at, piece in enumerate(pieces)
    )
