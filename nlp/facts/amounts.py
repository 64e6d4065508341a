"""Sums of money, with their value in yuan: 两万三, 3k, 1.2万, 每月两千, 八百块. 一分没给 is no sum."""

import re
from typing import NamedTuple

from nlp.facts.numerals import HAN, value_of

_FIGURE = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]{1,10}(?:\.[0-9]{1,4})?"
_WORDS = rf"[{HAN}几]{{1,12}}"
_TENTH = r"[一二三四五六七八九](?![直个点次下天年月万千百十起样块])"
_SCALE = r"(?:[十百千万亿]{1,2}|[kKwW])"
_NUMBER = rf"(?P<number>(?:{_FIGURE})(?:{_SCALE}(?:[1-9](?![0-9])|{_TENTH})?)?|{_WORDS})"
_MANY = r"(?P<many>多|来|余|几)?"
_MORE = r"(?P<more>[万千百])?(?:多|来)?"
_UNIT = r"(?P<unit>块钱|元钱|人民币|元|圆|块|毛钱|角钱|rmb|RMB|个[wW万](?![0-9]))"
_HALF = (
    r"(?P<half>半|[一二三四五六七八九](?:毛|(?![0-9度斤亩平吨个天月年米次人车株棵方瓶包袋箱小回"
    r"趟户只头条件块样张]))|[1-9](?![0-9]))?"
)
_SUM = re.compile(rf"(?<![0-9.第a-zA-Z])[¥￥]?{_NUMBER}{_MANY}{_MORE}(?:{_UNIT}{_HALF})?")
_NO_MONEY = re.compile(r"[地砖石木板瓦玻铁肉田布冰豆糖表牌屏草空菜儿去来住玩吃干走聚过走]|儿子")
_ABOUT_MONEY = re.compile(
    r"欠|借|赔|付|交|收|花|要价|罚|押金|工资|工钱|工程款|租金|房租|费|款|价|钱|给|扣"
    r"|存|贷|利息|定金|订金|首付"
    r"|每月|每个月|一个月|一天|每天|月薪|年薪|日薪|补偿|补助|补贴|转账?|汇|骗|退|押|卖"
    r"|买|报销|打我|挣|赚|彩礼|礼金|低保|养老金|损失|本金|要|拿"
)
_COUNTED = re.compile(
    r"[年月日号点时分秒楼栋幢座层室户组队社村路线米斤亩度升吨个人名位口只头条棵株辆台次遍趟回岁天周"
    r"%平方㎡字步公里瓶袋箱包张件套根把份顿里丈尺]|多?(?:个|人|户|斤|亩|米|度|天|年|岁)"
    r"|kg|km|kwh|ml|-[0-9]|w[a-z]",
    re.I,
)
_RATE_BEFORE = re.compile(
    r"(?:每个?|一个?|按|包)(?P<per>月|天|年|小时|平方?|亩|人|户|斤|吨|度|车)(?:才|就|只|要|给|收|交)?$"
)
_RATE_AFTER = re.compile(r"(?:/|每|一个?|1个?)(?P<per>月|天|年|小时|平方?米?|亩|人|户|斤|吨|度|车|工)")
_UNPAID = re.compile(r"[,，]?(?:块)?(?:一直|还|都|也|到现在|至今)?(?:没|不|未|要不|拖)[给还付退结发报赔到兑]")
_NOTHING = re.compile(r"(?:都|也)?[没不未]")
SHAPES, MONEY = (_SUM,), (re.compile(f"[¥￥]|{_UNIT}"), _ABOUT_MONEY, _UNPAID)
"""What a sum looks like, and what makes a number one: its unit, or a neighbour that speaks of money."""
_FOLLOWS_UNIT = re.compile(r"[0-9]{3,}")
_BEFORE, _AFTER = 8, 6


class Amount(NamedTuple):
    """A sum as it was said, its value in yuan (None: only about how much), and per what it is counted."""

    said: str
    yuan: float | None
    per: str | None = None
    about: bool = False


def amounts_in(text: str) -> list[Amount]:
    """Every sum of money in order. `text` is plain; numbers of telephones, years and houses are no money."""
    found = (_amount(text, match) for match in _SUM.finditer(text))
    return [one for one in found if one is not None]


def _amount(text: str, match: re.Match[str]) -> Amount | None:
    number, unit = match["number"], match["unit"]
    before, after = (
        text[max(0, match.start() - _BEFORE) : match.start()],
        text[match.end() : match.end() + _AFTER],
    )
    if unit is None and not _is_sum(number, match, before, after):
        return None
    if unit is not None and not _is_money(number, match, after):
        return None
    value = _value(match)
    about = match["many"] is not None or "几" in number or value is None
    per = _RATE_BEFORE.search(before) or _RATE_AFTER.match(after)
    said = match.group().rstrip("多来") if unit is None and match["many"] is None else match.group()
    return Amount(said.lstrip("¥￥"), value, per["per"] if per else None, about)


def _is_money(number: str, match: re.Match[str], after: str) -> bool:
    """Whether a number with 块 or 元 is a sum: 三块地 and 一块去 are none."""
    if number == "一" and match["half"] is None and _NOTHING.match(after):
        return False  # 一毛钱没给
    if match["unit"] != "块":
        return True
    if match["half"] is None and _NO_MONEY.match(after):
        return False
    return number not in ("一", "几", "1") or match["more"] is not None or match["half"] is not None


def _is_sum(number: str, match: re.Match[str], before: str, after: str) -> bool:
    """Whether a bare number is a sum: it is a round one, and its neighbours speak of money."""
    if match.group().startswith(("¥", "￥")):
        return True
    if _COUNTED.match(after) or not (_ABOUT_MONEY.search(before) or _UNPAID.match(after)):
        return False
    if number[0].isdigit() and number.isdigit() and match["more"] is None:
        return (
            100 <= int(number) < 10_000_000 and not number.startswith("0") and not _FOLLOWS_UNIT.match(after)
        )
    return bool(re.search(r"[百千万亿kKwW]", number + (match["more"] or "")))


def _value(match: re.Match[str]) -> float | None:
    value = value_of(match["number"])
    if value is None:
        return None
    value *= {"万": 10_000, "千": 1_000, "百": 100}.get(match["more"] or "", 1)
    unit = match["unit"] or ""
    if unit in ("毛钱", "角钱"):
        value /= 10
    if unit.startswith("个"):
        value *= 10_000
    if match["half"]:
        value += {"半": 0.5}.get(match["half"]) or (value_of(match["half"].rstrip("毛")) or 0) / 10
    return round(value, 2)
