"""The shape of what is sent: its keys, its types, its nesting."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element


def shape(value: Any) -> Any:
    """Of JSON: a list has the shapes that its entries have."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return sorted({repr(shape(one)) for one in value})
    return type(value).__name__


def xml_shape(element: Element) -> Any:
    """Of XML: tags in their order, and which of them are numbers."""
    if len(element):
        children = [(child.tag, xml_shape(child)) for child in element]
        return list(dict.fromkeys(map(repr, children)))
    words = (element.text or "").strip()
    return "number" if words.isdecimal() else "text"
