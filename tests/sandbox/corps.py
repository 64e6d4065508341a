"""The corporation of these tests, and programs that stand behind its callback addresses."""

from __future__ import annotations

from bot.sandbox.corp import App, Bot, Corp, Member, Robot, Room

SECRET = "secret-of-the-cadres"
TOKEN = "token0of0the0tests"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
CORP_ID = "ww0123456789abcdef"
AGENT = 1000002
ROBOT = "key-of-the-robot"


def make_corp(app_url: str = "", bot_url: str = "") -> Corp:
    """赵网格员, 孙网格长, 李群主 and 钱镇长 with an application, a bot and three rooms."""
    names = {"ZhaoLiu": "赵网格员", "sun": "孙网格长", "li": "李群主", "qian": "钱镇长"}
    members = tuple(Member(userid, name) for userid, name in names.items())
    app = App(AGENT, SECRET, TOKEN, AES_KEY, app_url, frozenset({"zhaoliu", "sun", "li", "zhou"}), "网格助手")
    return Corp(
        CORP_ID,
        members=(*members, Member("zhou", "周主任", licensed=False)),
        apps=(app, App(1000003, "secret-of-another", TOKEN, AES_KEY)),
        bots=(Bot("aib-1", "网格助手", TOKEN, AES_KEY, bot_url),),
        rooms=(
            Room("wr-workers", "网格员群", ("ZhaoLiu", "sun", "li"), ("aib-1",)),
            Room("wr-quiet", "村干部群", ("sun", "li")),
            Room("wr-residents", "3组群", ("li", "wm-wang"), external=True),
        ),
        robots=(Robot(ROBOT, "wr-workers"),),
    )
