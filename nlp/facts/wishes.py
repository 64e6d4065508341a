"""What is wanted: a small closed set, read from how people ask."""

import re
from enum import StrEnum

from nlp.telltales import Telltales


class Wish(StrEnum):
    """What somebody wants to be done."""

    REPAIR = "repair"
    """修"""
    COMPENSATE = "compensate"
    """赔"""
    REFUND = "refund"
    """退钱"""
    WAGES = "wages"
    """要工资"""
    MEDIATE = "mediate"
    """调解"""
    VISIT = "visit"
    """来人看看"""
    ASK = "ask"
    """咨询"""


WISH_LABELS = {
    Wish.REPAIR: "修",
    Wish.COMPENSATE: "赔",
    Wish.REFUND: "退钱",
    Wish.WAGES: "要工资",
    Wish.MEDIATE: "调解",
    Wish.VISIT: "来人看看",
    Wish.ASK: "咨询",
}
_SHAPES = {
    Wish.REPAIR: re.compile(
        r"(?:[来给帮得要没人能会不去快该才可咋何啥时]|赶紧|赶快|抓紧|安排|派人|请人?|麻烦"
        r"|什么时候|几时|谁|一直|早点|报|维|抢|尽快|好好|下来人?)(?:一?下|个人|人)?(?:[来去给]"
        r"|过来)?修(?!改|好了|路的|车|仙|身|行|鞋|脚|建了|完了|成了)"
        r"|维修|抢修|检修一下|修一修|修一下|修修|修理|换(?:个|一?下)?(?:灯|灯泡|灯头|井盖"
        r"|管子|水管|电线)|疏通|通一?下|报修"
    ),
    Wish.COMPENSATE: re.compile(
        r"赔(?:偿|钱|款|我|给|[0-9一二三四五六七八九十几两]|点|付|不赔|多少|礼|医药)|(?:不"
        r"|要|得|该|让他|拒绝|没|肯)赔|索赔|赔一?下|误工费|精神损失"
    ),
    Wish.REFUND: re.compile(
        r"退(?:钱|款|费|押金|定金|订金|我钱|还钱|还押金|还定金|还费|货|票|课|学费|给我|一半"
        r"|全款|[0-9一二三四五六七八九十几两])|(?:不|要|想|给|能|肯|让|没|拒绝|申请)退(?!步"
        r"|休|役|伍|群|学|缩|让|烧|出|路|耕|婚)|退还"
    ),
    Wish.WAGES: re.compile(
        r"(?:拖欠|欠|扣|不发|没发|不给|没给|讨|要|结|拖着|发不出|压着?|克扣|少发|催要|拿不到"
        r"|要不回|要不到|该发|补发|追讨|结清)(?:着)?(?:了|我们?|俺们?|他们|咱们?|工人们?"
        r"|大家)*[^,，。;；!！?？]{0,8}?(?:工资|工钱|血汗钱|薪水|薪资|农民工钱|加班费|劳务费)"
        r"|(?:工资|工钱|血汗钱|薪水|加班费|劳务费)[^。;；!！?？]{0,10}?(?:不发|没发|不给"
        r"|没给|拖|欠|没结|不结|要不回|要不到|讨|一分没|扣着?)|讨薪|欠薪"
    ),
    Wish.MEDIATE: re.compile(
        r"调解|调处|说和|说说理|评评理|评个理|讲讲理|主持公道|做个中|中间人|给断断|断个理"
        r"|断断|劝劝|劝一劝|居中|和事屋|和事佬"
    ),
    Wish.VISIT: re.compile(
        r"来(?:个)?人(?:看|瞧|管|处理|瞅|现场|帮|一下|吧|啊|呀|救)|(?:过来|来|派人|去|下来"
        r"|上门|到现场|派个人|安排人)(?:现场|人)*(?:看看|看一看|看一?下|瞧瞧|瞅瞅|瞧一?下"
        r"|处理|查看|查一?查|管管|管一?下|走访)|上门|有人来(?:吗|没|不)|没人来(?![修收拆清倒拉换接])"
        r"|派人|叫人来|来一趟|来趟|过来一?下|管管|管一管|谁来管"
    ),
    Wish.ASK: re.compile(
        r"请问|咨询|想问|问一?下|问问|打听|怎么(?:办理|申请|交|算|查|报|开|领|缴|转|补|收费)"
        r"|咋(?:办理|申请|交|算|查|报|开|领|缴)|如何(?:办|申请|交|查)|(?:去|在|到)哪里?(?:办"
        r"|交|领|开|问|申请|报名)|需要(?:什么|啥|哪些)|要(?:什么|啥|哪些)(?:材料|手续|证件"
        r"|条件)|能不能办|可以办|什么政策|有(?:什么|啥|没有)政策|多少钱一|什么条件|谁知道"
        r"|给说说"
    ),
}
SHAPES = tuple(_SHAPES.values())
_TELLTALES = Telltales([shape] for shape in SHAPES)
_DENIED = re.compile(r"(?:不用|不必|别|无需|不需要|用不着|甭|已经|刚|都)(?:再)?(?:[来给]|人|派)*$")
_DONE = re.compile(r"(?:好|完|过|成|上|妥)?了(?!没|吗|半天|几)")
_BEFORE = 5


def wishes_in(text: str) -> list[Wish]:
    """What is wanted, in the order of the set. `text` is plain; what is not needed any more is not wanted."""
    may = _TELLTALES.may_stand(text)
    return [
        wish
        for number, (wish, shape) in enumerate(_SHAPES.items())
        if may >> number & 1 and _is_wished(text, shape, wish)
    ]


def _is_wished(text: str, shape: re.Pattern[str], wish: Wish) -> bool:
    return any(
        not _DENIED.search(text[max(0, match.start() - _BEFORE) : match.start()])
        and not (wish in (Wish.REPAIR, Wish.MEDIATE) and _DONE.match(text, match.end()))
        for match in shape.finditer(text)
    )
