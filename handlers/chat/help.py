"""帮助: what can be said here, by whoever asks."""

from __future__ import annotations

from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from models.outbox import Outgoing
from models.role import Role

UNDO = "撤销：10分钟内取消刚才那一步"
RESIDENT = (
    "直接说哪里出了什么事，我来登记",
    "地点 17 老井边：说明在哪里",
    "进度 17：查办到哪一步；补充 17 …；撤回 17",
    "我家也是（接着别人说）：并入同一件；说错了回 不是",
    "满意 17 / 部分解决 17 / 不满意 17：办得好不好",
    UNDO,
    "1（群里）或 要（私聊）：找网格长",
    "公开 低保：查公开的政策和办事流程",
    "退出 帮联系（私聊）：不要这项帮扶了",
    "删除我的信息：删掉我留下的内容",
    "我是 编码（私聊）：工作人员绑定账号",
)
BIND = "绑定 网格编码（群里）：这个群归哪个网格；解绑"
MUTE = "静音 2小时：群里先别提醒；取消静音"
KEEPER = (
    "1 / 2 / 3：是 / 误报 / 交网格长",
    "改 17 邻里：改类别；合并 17 12：17并入12；拆分 17：两件事",
    "@某人 今天代班：请人代一天",
    MUTE,
    BIND,
    UNDO,
)
MEDIATOR = (
    "预约 17 周五下午3点 和事屋 张三 李四（纠纷调解）",
    "到场 17 张三 李四；讲情、讲理、讲法、引诉 17 说明",
    "调解 17 成功 / 部分 / 不成 说明",
    "协议 17 内容；签字 17 张三 李四；司法确认 17 已办",
)
WORKER = (
    "接单 17；办结 17 怎么办好的",
    "上报 17 理由；转 17 司法所 理由；延期 17 3天 理由",
    "回访 17 已稳定；回访 17 反弹 说明",
    "代报 电话 村口路灯坏了：替人登记",
    *MEDIATOR,
    "通告 17 正在抢修 预计今晚8点恢复：告诉反映的各群",
    "待办：看手上的事",
    BIND,
    UNDO,
)
CENTRE = (
    "吹哨 17 交警 司法所；撤哨 17；进度 17 看谁到了",
    "合成 12 13 15：几个群报的是一件事；拆分 17",
    "换班 12-3 张三 李四：值班换人",
    "督办 17 单位 期限 3天 要求…；到期后：通报、约谈、挂牌",
    "公示 17：办结情况隐名公开；撤下 17",
    "典型 17：选为典型案例；取消典型 17；典型：看清单",
    "督办 司法所 期限 3天 要求…：督办单位；解除督办 司法所",
    UNDO,
)
LEADING = ("包案 17 姓名 单位；五包一 17 张三 李四", "措施 17 内容 责任人 张三；措施 17 1 完成 结果", UNDO)
CALLED = ("报到 17（或 到）：吹哨后到了就说", "待办：看手上的事", UNDO)
NOTICES = ("广播 幸福村 明天停水：发到村里所有群；送达 5；停发 5",)
APPROVER = (
    "同意 17；退回 17 理由",
    "代报 电话 幸福村3组路灯坏了：替人登记",
    "合并 17 12：17并入12；拆分 17",
    "交接 张三 李四：换届，张三的事都交给李四",
    UNDO,
)
TASKS = ("完成 3 5；没打通 4；不需要 6；改期 4 周五", UNDO)
CHECKS = ("无：排查没有问题（有问题直接说）",)
EVENTS = ("返乡 张三；急事 张三 白事（红事、白事、事故、重病）",)
BY_ROLE: dict[Role, tuple[str, ...]] = {
    Role.GRID_WORKER: WORKER + TASKS + CHECKS + EVENTS,
    Role.CHIEF: WORKER + TASKS + EVENTS,
    Role.CADRE: WORKER + APPROVER + NOTICES + TASKS + EVENTS,
    Role.TOWN: APPROVER + CENTRE + NOTICES + LEADING + WORKER,
    Role.COUNTY: APPROVER + CENTRE + NOTICES + LEADING + WORKER,
    Role.DEPARTMENT: CALLED + WORKER,
    Role.LEADER: LEADING,
    Role.ADVISER: MEDIATOR + TASKS,
    Role.ELDER: MEDIATOR + TASKS,
    Role.OWNER: KEEPER,
}


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """One sentence in a group, the whole list in private."""
    if heard.command is None or heard.command.verb is not Verb.HELP:
        return None
    if not heard.message.is_private:
        return [
            desk.reply(heard, "直接说出了什么事；发 1 找网格长；发 公开 低保 查政策；私聊我发 帮助 看全部")
        ]
    roles = dict.fromkeys(post.role for post in desk.speaker.posts)
    lines = [line for role in roles for line in BY_ROLE.get(role, ())] or list(RESIDENT)
    return [desk.reply(heard, "\n".join(["可以这样说：", *dict.fromkeys(lines)]))]
