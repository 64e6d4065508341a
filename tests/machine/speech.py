"""What may be said: reports, talk, every verb of the chat in every spelling, and the words of each move."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from handlers.commands import LEXICON
from models.moves import Action

REPORTS = (
    "村口的路灯坏了三天了，没人来修",
    "3栋楼上天天半夜放音响，吵得睡不着",
    "家里停水两天了，打电话也没人管",
    "老板拖欠我们三个月工资不给",
    "我老公又喝酒打我了，救命",
    "垃圾堆了一个星期没人清，臭得很",
    "隔壁砌墙占了我家宅基地",
    "5栋着火了，快来人",
    "村口路灯坏了三天没人修，还有我家隔壁老王把墙砌到我地里了",
    "楼道里有点臭",
)
TALK = (
    "+1",
    "我家也是",
    "同",
    "不是",
    "在老井边",
    "三组村口",
    "3组",
    "晚上广场舞照常",
    "收到",
    "谢谢",
    "",
    "1 2 3",
    "要",
    "登记这条",
    "不登记这条",
    "是本人",
    "帮助",
    "待办",
    "撤销",
    "删除我的信息",
)
VERBS = tuple(word for _, words in LEXICON.values() for word in words)
TAILS = (
    "",
    "邻里",
    "路灯换了新的，已经亮了",
    "需要镇里一起协调",
    "周五下午3点 和事屋 张三 李四",
    "3天 等配件到货",
    "司法所",
    "钱镇长",
    "2小时",
    "成功 双方各退一步",
    "反弹 又吵起来了",
    "1 完成 已经领到救助",
    "电话 幸福村3组水管爆了两天",
    "０",
    "”“'\"%_\\\x00",
)
TASK_VERBS = (
    "完成 1",
    "完成 1 电话",
    "没打通 1",
    "不需要 1",
    "改期 1 3天后",
    "完成 99",
    "静音 2小时",
    "静音 0",
    "@小何 今天代班",
    "代报 电话 幸福村3组水管爆了两天",
    "解绑",
    "绑定 C3",
    "我是 P6",
    "交接 赵网格员 小何",
    "交接 周主任 孙网格长",
    "交接 小何 赵网格员",
    "交接 冯所长 钱镇长",
)
WIDE = str.maketrans("0123456789# ", "０１２３４５６７８９＃　")

MOVE_WORDS: dict[Action, Sequence[str]] = {
    Action.CONFIRM: ("确认 {}", "1", "3 {}号", "是 {}"),
    Action.REJECT: ("误报 {}", "2"),
    Action.RECATEGORISE: ("改 {} 邻里", "改 {} 路灯", "改 {} 欠薪"),
    Action.CLAIM: ("接单 {}",),
    Action.RESOLVE: ("办结 {} 当面看过，已经弄好了",),
    Action.APPROVE: ("同意 {}",),
    Action.RETURN: ("退回 {} 协议还没有签字",),
    Action.SATISFIED: ("满意 {}",),
    Action.MOSTLY_SATISFIED: ("基本满意 {}", "基本满意 {} 就是慢了些"),
    Action.PARTLY_SOLVED: ("部分解决 {} 还有一半没弄好",),
    Action.UNSATISFIED: ("不满意 {}", "不满意 {} 跟没来过一样"),
    Action.REVISIT: ("回访 {} 已稳定", "回访 {} 已稳定 两家都说好了"),
    Action.REVISIT_CLOSED: ("回访 {} 已稳定",),
    Action.RELAPSE: ("回访 {} 反弹 昨晚又吵起来了",),
    Action.MERGE: ("合并 {} {other}", "{other} 并入 {}"),
    Action.DIVIDE: ("拆分 {}",),
    Action.SPLIT: ("拆分 {}",),
    Action.GATHER: ("合成 {} {other}",),
    Action.SCATTER: ("拆分 {}", "误报 {}"),
    Action.ANNOUNCE: ("通告 {} 正在抢修 预计今晚8点恢复", "通告 {} 还要半小时"),
    Action.BOOK: ("预约 {} 明天下午3点 和事屋 张三 李四", "预约 {} 后天早上7点", "预约 {} 取消"),
    Action.ATTEND: ("到场 {} 张三 李四",),
    Action.ATTEMPT: ("讲情 {} 两家坐下来说过了", "讲理 {}", "讲法 {} 念了民法典", "引诉 {}"),
    Action.AGREE: ("协议 {} 晚上十点以后不放音响",),
    Action.MEDIATE: ("调解 {} 成功 双方握手言和", "调解 {} 部分 只谈拢一半", "调解 {} 不成 谈不拢"),
    Action.COURT: ("司法确认 {} 已办", "司法确认 {} 不办"),
    Action.SUPPLEMENT: ("补充 {} 昨天夜里更严重了",),
    Action.PLACE: ("地点 {} 老井边", "地点 {} 4组"),
    Action.WITHDRAW: ("撤回 {}",),
    Action.PROGRESS: ("进度 {}",),
    Action.WHISTLE: ("吹哨 {} 司法所",),
    Action.ARRIVE: ("报到 {}", "到"),
    Action.STAND_DOWN: ("撤哨 {}",),
    Action.LEAD: ("包案 {} 朱书记 司法所", "包案 {} 钱镇长"),
    Action.TEAM: ("五包一 {} 周主任 吴律师", "五包一 {} 孙网格长"),
    Action.MEASURE: ("措施 {} 帮扶 上门申请救助 责任人 周主任", "措施 {} 每周看望一次"),
    Action.OUTCOME: ("措施 {} 1 完成 已经领到救助",),
    Action.SUPERVISE: ("督办 {}", "督办 {} 司法所 期限 3天 尽快见面调解"),
    Action.CIRCULATE: ("通报 {}",),
    Action.SUMMON: ("约谈 {}",),
    Action.LIST: ("挂牌督办 {}",),
    Action.ESCALATE: ("上报 {} 组里解决不了",),
    Action.TRANSFER: ("转 {} 司法所 需要他们来调解", "转 {} 网格长", "转 {} 赵网格员 还是你熟"),
    Action.ASK_EXTENSION: ("延期 {} 3天 配件还在路上",),
    Action.EXTEND: ("同意 {}",),
}
"""What whoever may says to take each move; {} is the ticket, {other} another."""
USUAL = (
    Action.CONFIRM,
    Action.CLAIM,
    Action.RESOLVE,
    Action.APPROVE,
    Action.MEDIATE,
    Action.SATISFIED,
    Action.UNSATISFIED,
    Action.PARTLY_SOLVED,
    Action.REVISIT,
    Action.RELAPSE,
)
"""The way of most matters, and their returns."""

FIRST = 23_451
"""The number of the first ticket: a county that has been at it for two years."""
SHAPES = ("{}", "#{}", "{}号", "【{}号】", "{} {next}", "{}-{next}")
TICKETS = tuple(one.format(n, next=n + 1) for n in range(FIRST, FIRST + 4) for one in SHAPES)
NUMBERS = st.sampled_from(("", "1", "１", "99", "0", "3-8", *TICKETS))
COMMANDS = st.tuples(
    st.sampled_from(VERBS), st.sampled_from((" ", "", "　")), NUMBERS, st.sampled_from(TAILS)
).map(lambda parts: f"{parts[0]}{parts[1]}{parts[2]} {parts[3]}".strip())
ANY_WORDS = (
    COMMANDS
    | COMMANDS.map(lambda words: words.translate(WIDE))
    | st.sampled_from(TALK)
    | st.sampled_from(TASK_VERBS)
    | st.text(max_size=40)
)
