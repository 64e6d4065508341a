"""The platform's error codes, each with the words it is told in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

BUSY = -1
BAD_SECRET, BAD_USER, BAD_MEDIA, BAD_TYPE, BAD_CORP = 40001, 40003, 40007, 40008, 40013
BAD_TOKEN, BAD_JSON, BAD_AGENT, BAD_PARAMETER = 40014, 40035, 40056, 40058
NO_TOKEN, NO_CORP, NO_SECRET, OLD_TOKEN, SAME_TASK, BAD_TASK = 41001, 41002, 41004, 42001, 42014, 42016
NO_WORDS, TOO_LONG, TOO_MANY_ARTICLES, TOO_OFTEN, AT_ONCE = 44004, 45002, 45008, 45009, 45033
OUT_OF_RANGE, BAD_ADDRESS, UNKNOWN_USER, SPENT = 60011, 60020, 60111, 60140
NOBODY_VALID, NOBODY, BAD_ROBOT = 81013, 82001, 93000

WORDS: Mapping[int, str] = MappingProxyType(
    {
        BUSY: "system error",
        BAD_SECRET: "invalid credential",
        BAD_USER: "invalid userid",
        BAD_MEDIA: "invalid media_id",
        BAD_TYPE: "invalid message type",
        BAD_CORP: "invalid corpid",
        BAD_TOKEN: "invalid access_token",
        BAD_JSON: "invalid json",
        BAD_AGENT: "invalid agentid",
        BAD_PARAMETER: "invalid Request Parameter",
        NO_TOKEN: "access_token missing",
        NO_CORP: "corpid missing",
        NO_SECRET: "secret missing",
        OLD_TOKEN: "access_token expired",
        SAME_TASK: "taskid duplicated",
        BAD_TASK: "invalid taskid",
        NO_WORDS: "text content is empty",
        TOO_LONG: "content size out of limit",
        TOO_MANY_ARTICLES: "article size out of limit",
        TOO_OFTEN: "api freq out of limit",
        AT_ONCE: "api concurrent out of limit",
        OUT_OF_RANGE: "no privilege to access/modify contact/party/agent",
        BAD_ADDRESS: "not allow to access from your ip",
        UNKNOWN_USER: "userid not found",
        SPENT: "invalid response_code",
        NOBODY_VALID: "user & party & tag all invalid",
        NOBODY: "no recipient",
        BAD_ROBOT: "invalid webhook url",
    }
)


class Refused(Exception):  # noqa: N818  an answer, not a fault
    """The platform does not do it. `hint`: an English remark of ours on what it is about, never of words."""

    def __init__(self, code: int, hint: str = "") -> None:
        """Told in `errmsg`."""
        super().__init__(f"{code} {hint}".strip())
        self.code = code
        self.hint = hint

    def told(self, address: str) -> dict[str, object]:
        """The answer, which names the caller's address as the platform's does."""
        words = WORDS.get(self.code, "refused")
        about = f" ({self.hint})" if self.hint else ""
        more = f"more info at https://open.work.weixin.qq.com/devtool/query?e={self.code}"
        return {"errcode": self.code, "errmsg": f"{words}{about}, from ip: {address}, {more}"}
