"""Steps about what the console shows and the configuration must hold. No secret is ever shown."""

from __future__ import annotations

import re

from pydantic import SecretStr

from bot.checkup.site import Site
from bot.checkup.step import Step, Topic
from bot.config import ChannelKind
from bot.settings.channels import AES_KEY, AGENT_ID

ID = re.compile(r"[A-Za-z0-9_-]{2,64}", re.ASCII)
TOKEN = re.compile(r"[A-Za-z0-9]{1,32}", re.ASCII)

CORP = Topic("corp_id", "企业ID")
AGENT = Topic("agent_id", "AgentId")
SECRET = Topic("secret", "Secret")
TOKENS = Topic("token", "Token")
AES = Topic("aes_key", "EncodingAESKey")
CORP_OF_BOT = Topic("corp_id", "企业ID of the bot")
MODE = Topic("mode", "API模式")

IN_A_FILE = "write it into a file of its own"
RECEIVING = "应用管理 → the application → 接收消息 → 设置API接收"
BOT_PAGE = "安全与管理 → 管理工具 → 智能机器人 → the bot → API模式 → 使用URL回调"
PAGES = {ChannelKind.WECOM_APP: RECEIVING, ChannelKind.WECOM_AIBOT: BOT_PAGE}


def corp_id(site: Site) -> Step:
    """Whose application it is."""
    found = next(iter(site.channel.receive_ids), "")
    where = "admin console 我的企业 → 企业信息 → 企业ID: copy it into corp_id"
    if not found:
        return CORP.todo("corp_id is missing", where)
    return CORP.done(found) if ID.fullmatch(found) else CORP.wrong("corp_id is no 企业ID", where)


def agent_id(site: Site) -> Step:
    """Which application it is."""
    found = site.channel.agent_id
    where = "admin console 应用管理 → 应用 → 自建 → 创建应用; then copy AgentId from its page into agent_id"
    if not found:
        return AGENT.todo("agent_id is missing", where)
    return AGENT.done(found) if AGENT_ID.fullmatch(found) else AGENT.wrong("agent_id must be a number", where)


def secret(site: Site) -> Step:
    """Whether there is one; whether it is the right one, the platform says later."""
    where = (
        "应用管理 → the application → Secret → 查看: it comes as a message into the administrator's WeCom; "
        f"{IN_A_FILE}, and name that in secret_file"
    )
    return _form(
        SECRET, site.channel.secret, where, r"\S{8,128}", "holds blanks, or is no Secret by its length"
    )


def token(site: Site) -> Step:
    """The first of the two with which callbacks are signed and sealed."""
    where = (
        f"{PAGES[site.channel.kind]}: press 随机获取 beside Token; {IN_A_FILE}, and name that in token_file"
    )
    return _form(TOKENS, site.channel.token, where, TOKEN.pattern, "must be 1 to 32 letters and digits")


def aes_key(site: Site) -> Step:
    """The second."""
    page = PAGES[site.channel.kind]
    where = f"{page}: press 随机获取 beside EncodingAESKey; {IN_A_FILE}, and name that in aes_key_file"
    return _form(AES, site.channel.aes_key, where, AES_KEY.pattern, "must be exactly 43 letters and digits")


def corp_of_bot(site: Site) -> Step:
    """A bot may do without it, but then knows nobody whom only the application's list names."""
    ours = set(site.channel.receive_ids)
    apps = [one for one in site.settings.channels if one.kind is ChannelKind.WECOM_APP and one.receive_ids]
    shared = [one.name for one in apps if ours & set(one.receive_ids)]
    if shared:
        return CORP_OF_BOT.done(f"the members known on {', '.join(shared)} are known here too")
    if apps and not ours:
        does = (
            f"set corp_id as in channel {apps[0].name}: one account a person in the staff list is then enough"
        )
        return CORP_OF_BOT.look(
            "none is set, so the bot knows only accounts listed for its own channel", does
        )
    return CORP_OF_BOT.done("none is needed" if not ours else next(iter(site.channel.receive_ids)))


def mode(site: Site) -> Step:
    """URL mode and long connection exclude each other."""
    says = "the platform does not say which mode the bot is in"
    does = f"see that it is URL mode: {BOT_PAGE}; whoever switches to 长连接 ends it"
    channel = site.channel
    if channel.bot_id or channel.secret.get_secret_value():
        says = "bot_id and secret belong to 长连接, which this channel does not use"
    return MODE.look(says, does)


def _form(topic: Topic, value: SecretStr, where: str, pattern: str, fault: str) -> Step:
    told = value.get_secret_value()
    if not told.strip():
        return topic.todo(f"{topic.name} is missing", where)
    if not re.fullmatch(pattern, told, re.ASCII):
        return topic.wrong(f"{topic.name} {fault}; it has {len(told)} characters", where)
    return topic.done(f"{len(told)} characters")
