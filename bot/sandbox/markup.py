"""The platform's XML: written with CDATA as it does, read without anything that XML can do beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Union
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

Value = Union[str, int, "Tags", "Sequence[Tags]", "Sequence[str]"]
Tags = Mapping[str, Value]


class NotXml(ValueError):  # noqa: N818  a finding about a program's words
    """The bytes are no XML such as programs send here."""


def write_xml(tags: Tags) -> bytes:
    """One `<xml>` element; a list repeats its tag."""
    return f"<xml>{_inner(tags)}</xml>".encode()


def read_xml(body: bytes) -> Element:
    """The root of a document. Raises `NotXml`."""
    builder = TreeBuilder()
    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise NotXml(f"line {error.lineno}") from None
    return builder.close()


def words_of(element: Element, path: str) -> str:
    """The text at a path, without blanks around it."""
    return (element.findtext(path) or "").strip()


def _refuse(*_: object) -> None:
    raise NotXml("a document type")


def _inner(tags: Tags) -> str:
    return "".join(_element(tag, value) for tag, value in tags.items())


def _element(tag: str, value: object) -> str:
    if isinstance(value, Mapping):
        return f"<{tag}>{_inner(value)}</{tag}>"
    if isinstance(value, int):
        return f"<{tag}>{value}</{tag}>"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "".join(_element(tag, one) for one in value)
    words = str(value).replace("]]>", "]]]]><![CDATA[>")
    return f"<{tag}><![CDATA[{words}]]></{tag}>"
