"""Template cards: what the platform demands of each type, and what a member sees of one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox import refusals
from bot.sandbox.posts import Button, Card
from bot.sandbox.reading import Fields, number, part, parts, text, wrong
from bot.sandbox.refusals import Refused

NOTICES = ("text_notice", "news_notice")
TASK_ID = re.compile(r"[0-9A-Za-z_@-]{1,128}", re.ASCII)
KEY_BYTES, ID_BYTES = 1024, 128
STYLES = range(1, 5)
_ROW_NEEDS = {0: "", 1: "url", 2: "media_id", 3: "userid"}


def read_card(fields: Fields, allowed: tuple[str, ...] | None = None, *, is_update: bool = False) -> Card:
    """The card of a `template_card`; an update needs no task_id. Raises `Refused`."""
    kind = text(fields, "card_type", need=True)
    if kind not in _TYPES or (allowed is not None and kind not in allowed):
        raise wrong("card_type", "is not one that can be sent here")
    _check_frame(fields, is_update=is_update, interactive=kind not in NOTICES)
    buttons = _TYPES[kind](fields)
    title = part(fields, "main_title")
    lines = [text(title, "desc"), text(fields, "sub_title_text"), *_rows(fields)]
    return Card(
        card_type=kind,
        task_id=text(fields, "task_id"),
        title=text(title, "title"),
        text="\n".join(one for one in lines if one),
        buttons=buttons,
        replaced=text(fields, "replace_text") or None,
        can_change=kind not in NOTICES or "action_menu" in fields,
    )


def _check_frame(fields: Fields, *, is_update: bool, interactive: bool) -> None:
    task_id = text(fields, "task_id")
    if task_id and not TASK_ID.fullmatch(task_id):
        raise Refused(refusals.BAD_TASK, "task_id has other signs than letters, digits and _-@, or over 128")
    if not task_id and not is_update and (interactive or "action_menu" in fields):
        raise wrong("task_id", "is missing")
    menu = part(fields, "action_menu")
    for action in parts(menu, "action_list", most=3, least=1 if menu else 0):
        text(action, "text", need=True)
        text(action, "key", most=KEY_BYTES, need=True)
    for jump in parts(fields, "jump_list", most=3):
        text(jump, "title", need=True)
    for name in ("source", "quote_area", "emphasis_content"):
        part(fields, name)


def _rows(fields: Fields) -> list[str]:
    rows = parts(fields, "horizontal_content_list", most=6)
    for row in rows:
        wanted = _ROW_NEEDS.get(number(row, "type"))
        if wanted is None:
            raise wrong("horizontal_content_list.type", "is not 0 to 3")
        if wanted:
            text(row, wanted, need=True)
    told = [f"{text(row, 'keyname', need=True)}：{text(row, 'value')}" for row in rows]
    told += [
        f"{text(row, 'title', need=True)} {text(row, 'desc')}".strip()
        for row in parts(fields, "vertical_content_list", most=4)
    ]
    return told


def _need_title(fields: Fields) -> None:
    text(part(fields, "main_title", need=True), "title", need=True)


def _need_action(fields: Fields) -> None:
    action = part(fields, "card_action", need=True)
    kind = number(action, "type")
    if kind not in (1, 2):
        raise wrong("card_action.type", "is neither 1 nor 2")
    text(action, "url" if kind == 1 else "appid", need=True)


def _text_notice(fields: Fields) -> tuple[Button, ...]:
    if not text(part(fields, "main_title"), "title") and not text(fields, "sub_title_text"):
        raise wrong("main_title.title and sub_title_text", "are both missing")
    _need_action(fields)
    return ()


def _news_notice(fields: Fields) -> tuple[Button, ...]:
    _need_title(fields)
    _need_action(fields)
    if not part(fields, "card_image") and not part(fields, "image_text_area"):
        raise wrong("card_image and image_text_area", "are both missing")
    return ()


def _button_interaction(fields: Fields) -> tuple[Button, ...]:
    _need_title(fields)
    if "button_selection" in fields:
        _check_selection(part(fields, "button_selection", need=True), most=10)
    buttons = tuple(_button(one) for one in parts(fields, "button_list", most=6, least=1))
    _refuse_twice("button_list.key", [one.key for one in buttons if one.key])
    return buttons


def _button(fields: Fields) -> Button:
    style = number(fields, "style", 1)
    if style not in STYLES:
        raise wrong("button_list.style", "is not 1 to 4")
    if number(fields, "type") == 1:
        text(fields, "url", need=True)
        return Button(text(fields, "text", need=True), "", style)
    key = text(fields, "key", most=KEY_BYTES, need=True)
    return Button(text(fields, "text", need=True), key, style)


def _vote_interaction(fields: Fields) -> tuple[Button, ...]:
    _need_title(fields)
    _check_selection(part(fields, "checkbox", need=True), most=20)
    return _submit(fields)


def _multiple_interaction(fields: Fields) -> tuple[Button, ...]:
    _need_title(fields)
    for selection in parts(fields, "select_list", most=3, least=1):
        _check_selection(selection, most=10)
    return _submit(fields)


def _submit(fields: Fields) -> tuple[Button, ...]:
    button = part(fields, "submit_button", need=True)
    key = text(button, "key", most=KEY_BYTES, need=True)
    return (Button(text(button, "text", need=True), key),)


def _check_selection(fields: Fields, most: int) -> None:
    text(fields, "question_key", most=KEY_BYTES, need=True)
    options = parts(fields, "option_list", most=most, least=1)
    _refuse_twice("option_list.id", [text(one, "id", most=ID_BYTES, need=True) for one in options])
    for option in options:
        text(option, "text", need=True)


def _refuse_twice(where: str, keys: list[str]) -> None:
    if len(set(keys)) < len(keys):
        raise wrong(where, "stands twice")


_TYPES: Mapping[str, Callable[[Mapping[str, Any]], tuple[Button, ...]]] = {
    "text_notice": _text_notice,
    "news_notice": _news_notice,
    "button_interaction": _button_interaction,
    "vote_interaction": _vote_interaction,
    "multiple_interaction": _multiple_interaction,
}
