"""The calls of a program that knows the platform's pages and nothing of our channels."""

from __future__ import annotations

import json
from typing import Any

import requests

from tests.sandbox.corps import AGENT, CORP_ID, SECRET


class Client:
    """One application."""

    def __init__(self, url: str) -> None:
        """Where the platform is."""
        self.url = url
        self.token = ""

    def get(self, call: str, **query: Any) -> dict[str, Any]:
        """A GET."""
        answer = requests.get(f"{self.url}/cgi-bin/{call}", params=query, timeout=10)
        return self._read(answer)

    def ask(self, call: str, **query: Any) -> dict[str, Any]:
        """A GET with the token."""
        return self.get(call, access_token=self._token(), **query)

    def post(self, call: str, content: dict[str, Any] | bytes) -> dict[str, Any]:
        """A POST with the token."""
        return self.answer(f"{self.url}/cgi-bin/{call}?access_token={self._token()}", content)

    def answer(self, url: str, content: dict[str, Any] | bytes) -> dict[str, Any]:
        """A POST to an address, as a response_url or a robot's is one."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        return self._read(requests.post(url, data=body, timeout=10))

    def send(self, words: str = "您好", **changes: Any) -> dict[str, Any]:
        """message/send of a text to 赵网格员; `changes` to the request."""
        content = {"touser": "ZhaoLiu", "agentid": AGENT, "msgtype": "text", "text": {"content": words}}
        return self.post("message/send", content | changes)

    def fetch_token(self, secret: str = SECRET, corp_id: str = CORP_ID) -> dict[str, Any]:
        """GET gettoken."""
        return self.get("gettoken", corpid=corp_id, corpsecret=secret)

    def _token(self) -> str:
        if not self.token:
            self.token = self.fetch_token()["access_token"]
        return self.token

    def _read(self, answer: requests.Response) -> dict[str, Any]:
        assert answer.status_code == 200
        found: dict[str, Any] = answer.json()
        return found


def card(task_id: str = "t-1", **changes: Any) -> dict[str, Any]:
    """A card with two buttons; `changes` to it."""
    buttons = [{"text": "是", "style": 1, "key": "yes"}, {"text": "误报", "style": 2, "key": "no"}]
    title = {"title": "请确认【1号】", "desc": "路灯不亮"}
    kind = {"card_type": "button_interaction", "task_id": task_id, "main_title": title}
    return kind | {"button_list": buttons} | changes
