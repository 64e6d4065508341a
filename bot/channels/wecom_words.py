"""Our words in the forms that the platform takes: within its lengths, and without becoming its markup."""

from __future__ import annotations

from collections.abc import Mapping

TEXT_BYTES = 2048
MARKDOWN_BYTES = 20_480
SHORT_BYTES = 64
"""What no platform can mean by too long."""
MORE = "……"

_AS_TEXT = str.maketrans({"<": "＜"})
_AS_MARKDOWN = str.maketrans({"<": "＜", "[": "［", "]": "］", "*": "＊", "`": "｀"})
_AT_THE_HEAD = {"#": "＃", ">": "＞"}


def as_text(text: str) -> str:
    """A text message understands links in angle brackets, and a resident's words must not become one."""
    return text.translate(_AS_TEXT)


def as_markdown(text: str) -> str:
    """The same for the robot's markdown; a line keeps being a line."""
    lines = (_no_heading(line) for line in text.translate(_AS_MARKDOWN).split("\n"))
    return "\n".join(lines)


def pieces(text: str, most_bytes: int) -> list[str]:
    """The text in pieces of at most so many bytes each, cut between lines where that is possible."""
    found: list[str] = []
    while len(text.encode()) > most_bytes:
        room = text.encode()[:most_bytes].decode("utf-8", "ignore")
        cut = room.rfind("\n") + 1 or len(room)
        found.append(room[:cut].rstrip("\n"))
        text = text[cut:]
    return [one for one in (*found, text) if one]


def shortened(text: str, most_bytes: int) -> str:
    """The text, cut with a sign that there was more if it is too long for one message."""
    if len(text.encode()) <= most_bytes:
        return text
    return pieces(text, most_bytes - len(MORE.encode()))[0] + MORE


def text_message(text: str) -> Mapping[str, object]:
    """The form of a text message."""
    return {"msgtype": "text", "text": {"content": text}}


def halved(message: Mapping[str, object]) -> list[Mapping[str, object]]:
    """A text message as two or three shorter ones; nothing if it is short, or no text."""
    text = message.get("text")
    words = text.get("content") if isinstance(text, dict) else None
    if not isinstance(words, str) or len(words.encode()) < SHORT_BYTES:
        return []
    return [text_message(one) for one in pieces(words, len(words.encode()) // 2 + 2)]


def _no_heading(line: str) -> str:
    return _AT_THE_HEAD.get(line[:1], line[:1]) + line[1:]
