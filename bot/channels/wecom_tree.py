"""XML or JSON from a platform as one tree: neither how it is written nor how names are spelled matters there.

The platform writes the same thing as `<MsgItem>` and as `"msg_item"`, a list of one as the one alone, a
number as a text, and its libraries leave CDATA out: all of these are the same here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from bot.channels.wecom_ids import whole
from bot.channels.wecom_xml import NotXml, read_xml

BLANK = b"\xef\xbb\xbf \t\r\n\0"
_NOT_IN_XML = bytes(one for one in range(32) if one not in b"\t\r\n")


class NotATree(Exception):  # noqa: N818  a finding about the sender's words
    """The bytes are neither XML nor JSON of the plain kind; the message is one English sentence."""


@dataclass(frozen=True, slots=True)
class Node:
    """One element or value: its own words, and what is inside it by folded names."""

    words: str = field(default="", repr=False)
    inside: Mapping[str, tuple[Node, ...]] = field(default_factory=dict, repr=False)

    def each(self, path: str) -> Iterator[Node]:
        """Everything at a path of folded names ("selecteditems/selecteditem"), in order."""
        name, _, rest = path.partition("/")
        for one in self.inside.get(name, ()):
            if rest:
                yield from one.each(rest)
            else:
                yield one

    def text(self, *paths: str) -> str:
        """The words at the first of these paths that has any, without the blanks around them."""
        found = (one.words.strip() for path in paths for one in self.each(path))
        return next((words for words in found if words), "")

    def has(self, path: str) -> bool:
        """Whether something is there, if only an empty element."""
        return next(self.each(path), None) is not None


def read_tree(body: bytes) -> Node:
    """What a body in UTF-8 holds. Raises `NotATree`."""
    plain = body.strip(BLANK)
    return _of_xml(plain) if plain.startswith(b"<") else _of_json(plain)


def _of_xml(body: bytes) -> Node:
    """Control characters, which no XML may hold and people's words now and then do, are left out."""
    legible = body.translate(None, _NOT_IN_XML).decode("utf-8", "replace").encode()
    try:
        return _element(read_xml(legible))
    except NotXml as error:
        raise NotATree(f"it is not plain XML: {error}") from None


def _element(element: Element) -> Node:
    return Node(element.text or "", _gathered((one.tag, _element(one)) for one in element))


def _of_json(body: bytes) -> Node:
    try:
        document = json.loads(
            body.decode("utf-8", "replace"),
            strict=False,
            object_pairs_hook=_object,
            parse_int=str,
            parse_float=str,
            parse_constant=str,
        )
    except RecursionError:
        raise NotATree("it is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise NotATree(f"it is not JSON at character {error.pos}") from None
    if not isinstance(document, Node):
        raise NotATree("it is no JSON object")
    return document


def _object(pairs: list[tuple[str, Any]]) -> Node:
    return Node(inside=_gathered((name, one) for name, value in pairs for one in _values(value)))


def _values(value: Any) -> list[Node]:
    """A list is several of the same name; null and false are nothing."""
    if isinstance(value, Node):
        return [value]
    if isinstance(value, list):
        return [one for item in value if not isinstance(item, list) for one in _values(item)]
    return [Node(whole(value))] if isinstance(value, str) else []


def _gathered(named: Iterator[tuple[str, Node]]) -> dict[str, tuple[Node, ...]]:
    found: dict[str, tuple[Node, ...]] = {}
    for name, node in named:
        key = name.lower().replace("_", "")
        found[key] = (*found.get(key, ()), node)
    return found
