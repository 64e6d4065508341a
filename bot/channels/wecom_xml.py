"""XML from strangers: elements and text, and nothing else that XML can do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat
from xml.sax.saxutils import escape

DEEPEST = 16

Fields = Mapping[str, "str | int | Fields"]


class NotXml(Exception):  # noqa: N818  a finding about the sender's words
    """The bytes are no XML of the plain kind that the platform sends."""


def read_xml(body: bytes) -> Element:
    """The root of a document in UTF-8 without document type and entities. Raises `NotXml`."""
    builder, depth = TreeBuilder(), 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise NotXml("nested too deeply")
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise NotXml(f"line {error.lineno}, column {error.offset}") from None
    return builder.close()


def write_xml(fields: Fields) -> bytes:
    """One `<xml>` element with these fields, in order."""
    return f"<xml>{_inner(fields)}</xml>".encode()


def _inner(fields: Fields) -> str:
    return "".join(f"<{tag}>{_value(value)}</{tag}>" for tag, value in fields.items())


def _value(value: str | int | Fields) -> str:
    if isinstance(value, Mapping):
        return _inner(value)
    return str(value) if isinstance(value, int) else escape(value)


def _refuse(*_: object) -> NoReturn:
    raise NotXml("document types and entities are not taken")
