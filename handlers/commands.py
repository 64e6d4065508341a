"""Commands 口令: the verbs that people type to the bot, and what may stand beside each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum


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
    MOSTLY_SATISFIED = "mostly_satisfied"
    PARTLY_SOLVED = "partly_solved"
    REVISIT = "revisit"
    """回访 17 已稳定, 回访 17 反弹 …"""
    MERGE = "merge"
    """合并 17 12: 17 ends, 12 lives."""
    SPLIT = "split"
    GATHER = "gather"
    """合成 12 13 15: several tickets of one outage rest under one."""
    TOGETHER = "together"
    """合成一件: yes to the question whether many tickets are one matter."""
    APART = "apart"
    ANNOUNCE = "announce"
    """通告 17 …: what all whom a matter concerns are told."""
    BOOK = "book"
    ATTEND = "attend"
    BY_FEELING = "by_feeling"
    """讲情: the first of the four attempts 情理法诉."""
    BY_REASON = "by_reason"
    BY_LAW = "by_law"
    BY_COURT = "by_court"
    AGREE = "agree"
    SIGN = "sign"
    """签字 17 张三 李四: the parties sign the agreement on a phone page."""
    MEDIATE = "mediate"
    COURT = "court"
    MAKE_PEACE = "make_peace"
    """要约: yes to the question whether a room is to be booked for people who quarrel."""
    LEAVE_BE = "leave_be"
    HANDOVER = "handover"
    """交接 张三 李四: a successor."""
    ENTER = "enter"
    """代报 电话 …; `words` are the line and the matter."""
    PROGRESS = "progress"
    SUPPLEMENT = "supplement"
    PLACE = "place"
    """地点 17 老井边: where it is."""
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
    LEAVE_PLAN = "leave_plan"
    """不需要帮扶, 退出 帮联系: whoever is enrolled ends it himself; `words` is the help, or none."""
    NOTHING_FOUND = "nothing_found"
    """无: a check found nothing (零报告)."""
    RETURNED = "returned"
    """返乡 张三: somebody who works away has come home."""
    HAPPENED = "happened"
    """急事 张三 白事: something happened to a family."""
    SWAP_DUTY = "swap_duty"
    """换班 12-3 张三 李四: another is on duty that day."""
    DEPUTISE = "deputise"
    MUTE = "mute"
    """静音; `words` names the end, "0" that it is over."""
    UNDO = "undo"
    """撤销: one's own last deed."""
    BIND = "bind"
    """绑定 C3: the group belongs to a place; `words` is the code."""
    UNBIND = "unbind"
    I_AM = "i_am"
    """我是 P3: the account is that of one of the staff; `words` is the code."""
    VOUCH = "vouch"
    """是本人 P3: a superior knows him."""
    DISOWN = "disown"
    WHISTLE = "whistle"
    """吹哨 17 交警 司法所: departments are called to a matter."""
    ARRIVE = "arrive"
    HERE = "here"
    """到: the same as 报到, from those who are waited for; else talk."""
    STAND_DOWN = "stand_down"
    LEAD = "lead"
    """包案 17 张三 司法所: one leader and one unit answer for a hard case."""
    TEAM = "team"
    """五包一 17 张三 李四: the support team."""
    MEASURE = "measure"
    """措施 17 内容 责任人 张三; 措施 17 2 完成 结果; 措施 17."""
    SUPERVISE = "supervise"
    """督办 17 司法所 期限 3天 …: a matter that is not done comes under supervision."""
    CIRCULATE = "circulate"
    LIFT = "lift"
    """解除督办 司法所: a unit has done what was asked."""
    SUMMON = "summon"
    LIST = "list"
    PUBLISH = "publish"
    """公示 17: that it was handled is published, without names."""
    TAKE_DOWN = "take_down"
    LET_PUBLISH = "let_publish"
    """同意公示 17: the reporter's yes."""
    NOT_PUBLISH = "not_publish"
    EXEMPLIFY = "exemplify"
    """典型 17: into the booklet of cases; 典型 alone lists them."""
    LEAVE_OUT = "leave_out"
    BROADCAST = "broadcast"
    """广播 幸福村 明天停水: a notice to all groups under a place."""
    SEND = "send"
    """发出广播: yes to that."""
    NOT_SEND = "not_send"
    STOP = "stop"
    """停发 5: what has not gone out of a broadcast stays here."""
    ACCOUNT = "account"
    """送达 5: to how many groups it went."""
    ESCALATE = "escalate"
    """上报 17 理由: one rung up."""
    TRANSFER = "transfer"
    """转 17 司法所 理由: to another who answers for the place."""
    ASK_EXTENSION = "ask_extension"
    """延期 17 3天 理由."""


class Takes(Enum):
    """What may stand beside the verb."""

    NUMBERS = "numbers"
    """Ticket numbers and nothing else."""
    PAIR = "pair"
    """Ticket numbers whose order counts, perhaps with 到 or 和 between them."""
    NUMBER_AND_WORDS = "number and words"
    """At most one ticket number, first or directly before the verb, then free words."""
    ANY_NUMBER_AND_WORDS = "a number anywhere and words"
    NUMBERS_THEN_WORDS = "ticket numbers, then free words"
    LIST_AND_WORDS = "task numbers, ranges, then words"
    WORDS = "words"
    """Free words, after a space."""
    TEXT = "text"
    """Free words as they are written, after a space."""
    OF_ITS_OWN = "of its own"
    """A span of time, a code, a name: the verb is found by the shape of the whole."""
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
    Verb.MOSTLY_SATISFIED: (Takes.NUMBER_AND_WORDS, ("基本满意",)),
    Verb.PARTLY_SOLVED: (Takes.NUMBER_AND_WORDS, ("部分解决",)),
    Verb.REVISIT: (Takes.NUMBER_AND_WORDS, ("回访",)),
    Verb.BOOK: (Takes.NUMBER_AND_WORDS, ("预约",)),
    Verb.ATTEND: (Takes.NUMBER_AND_WORDS, ("到场",)),
    Verb.BY_FEELING: (Takes.NUMBER_AND_WORDS, ("讲情",)),
    Verb.BY_REASON: (Takes.NUMBER_AND_WORDS, ("讲理",)),
    Verb.BY_LAW: (Takes.NUMBER_AND_WORDS, ("讲法",)),
    Verb.BY_COURT: (Takes.NUMBER_AND_WORDS, ("引诉",)),
    Verb.AGREE: (Takes.NUMBER_AND_WORDS, ("协议",)),
    Verb.SIGN: (Takes.NUMBER_AND_WORDS, ("签字",)),
    Verb.MEDIATE: (Takes.NUMBER_AND_WORDS, ("调解",)),
    Verb.COURT: (Takes.NUMBER_AND_WORDS, ("司法确认",)),
    Verb.MAKE_PEACE: (Takes.NOTHING, ("要约",)),
    Verb.LEAVE_BE: (Takes.NOTHING, ("不约",)),
    Verb.HANDOVER: (Takes.WORDS, ("交接",)),
    Verb.MERGE: (Takes.PAIR, ("合并", "并入", "并案")),
    Verb.SPLIT: (Takes.NUMBERS, ("拆分",)),
    Verb.GATHER: (Takes.PAIR, ("合成",)),
    Verb.TOGETHER: (Takes.NOTHING, ("合成一件",)),
    Verb.APART: (Takes.NOTHING, ("不合成",)),
    Verb.ANNOUNCE: (Takes.NUMBER_AND_WORDS, ("通告",)),
    Verb.PROGRESS: (Takes.NUMBERS, ("进度", "查进度")),
    Verb.SUPPLEMENT: (Takes.NUMBER_AND_WORDS, ("补充",)),
    Verb.PLACE: (Takes.NUMBER_AND_WORDS, ("地点",)),
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
    Verb.LEAVE_PLAN: (Takes.OF_ITS_OWN, ("不需要帮扶", "退出帮扶", "退出")),
    Verb.NOTHING_FOUND: (Takes.NUMBERS, ("无", "零报告")),
    Verb.RETURNED: (Takes.WORDS, ("返乡",)),
    Verb.HAPPENED: (Takes.WORDS, ("急事",)),
    Verb.SWAP_DUTY: (Takes.WORDS, ("换班",)),
    Verb.UNDO: (Takes.NUMBERS, ("撤销",)),
    Verb.ENTER: (Takes.OF_ITS_OWN, ("代报",)),
    Verb.MUTE: (Takes.OF_ITS_OWN, ("静音", "取消静音")),
    Verb.DEPUTISE: (Takes.OF_ITS_OWN, ("今天代班",)),
    Verb.BIND: (Takes.OF_ITS_OWN, ("绑定",)),
    Verb.UNBIND: (Takes.NOTHING, ("解绑",)),
    Verb.I_AM: (Takes.OF_ITS_OWN, ("我是",)),
    Verb.VOUCH: (Takes.WORDS, ("是本人",)),
    Verb.DISOWN: (Takes.WORDS, ("不是本人",)),
    Verb.WHISTLE: (Takes.ANY_NUMBER_AND_WORDS, ("吹哨",)),
    Verb.ARRIVE: (Takes.NUMBERS, ("报到",)),
    Verb.HERE: (Takes.NUMBERS, ("到",)),
    Verb.STAND_DOWN: (Takes.NUMBERS, ("撤哨",)),
    Verb.LEAD: (Takes.NUMBER_AND_WORDS, ("包案",)),
    Verb.TEAM: (Takes.NUMBER_AND_WORDS, ("五包一",)),
    Verb.MEASURE: (Takes.NUMBER_AND_WORDS, ("措施",)),
    Verb.SUPERVISE: (Takes.NUMBER_AND_WORDS, ("督办",)),
    Verb.CIRCULATE: (Takes.NUMBER_AND_WORDS, ("通报",)),
    Verb.LIFT: (Takes.WORDS, ("解除督办",)),
    Verb.SUMMON: (Takes.NUMBER_AND_WORDS, ("约谈",)),
    Verb.LIST: (Takes.NUMBER_AND_WORDS, ("挂牌督办", "挂牌")),
    Verb.PUBLISH: (Takes.NUMBER_AND_WORDS, ("公示",)),
    Verb.TAKE_DOWN: (Takes.NUMBERS, ("撤下",)),
    Verb.LET_PUBLISH: (Takes.NUMBERS, ("同意公示",)),
    Verb.NOT_PUBLISH: (Takes.NUMBERS, ("不同意公示", "不同意")),
    Verb.EXEMPLIFY: (Takes.NUMBERS, ("典型",)),
    Verb.LEAVE_OUT: (Takes.NUMBERS, ("取消典型",)),
    Verb.BROADCAST: (Takes.TEXT, ("广播", "宣传")),
    Verb.SEND: (Takes.NOTHING, ("发出广播",)),
    Verb.NOT_SEND: (Takes.NOTHING, ("不发广播",)),
    Verb.STOP: (Takes.NUMBERS, ("停发",)),
    Verb.ACCOUNT: (Takes.NUMBERS, ("送达",)),
    Verb.ESCALATE: (Takes.NUMBER_AND_WORDS, ("上报",)),
    Verb.TRANSFER: (Takes.NUMBER_AND_WORDS, ("转",)),
    Verb.ASK_EXTENSION: (Takes.NUMBER_AND_WORDS, ("延期",)),
}
BETWEEN = {"到", "和", "与", "入", "并到", "并入"}
"""What may stand between two numbers."""
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


def told(command: Command) -> str:
    """What a command does, in the users' word: 确认 for 1 and for 确认 17."""
    verb = CHOSEN[command.words] if command.verb is Verb.PICK else command.verb
    return LEXICON[verb][1][0]
