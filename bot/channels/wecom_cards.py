"""Cards with buttons: a button's key carries the words that a click says for the one who clicks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.channels.channel import Parcel
from handlers.message import Message

SAY = "say:"
"""Before the words in a key, so that another program's cards on the same account say nothing to us."""
MOST_BUTTONS, MOST_TITLE, MOST_WORDS = 6, 26, 112
"""Longer texts are cut on the card without a word, so they are not put on one."""
CLICKED = "已收到"

_NOT_IN_TASK_ID = re.compile(r"[^0-9A-Za-z_@-]")


def said_by(keys: Sequence[str]) -> str:
    """The words of a click; "" if the card is not ours. A chosen option outweighs the button below."""
    ours = [key.removeprefix(SAY) for key in keys if key.startswith(SAY)]
    return ours[-1].strip() if ours else ""


def clicked_card(task_id: str, message: Message) -> dict[str, object]:
    """What a card becomes for the one who clicked: his choice in words, and nothing left to click."""
    return {
        "response_type": "update_template_card",
        "userids": [message.sender_id],
        "template_card": {
            "card_type": "text_notice",
            "task_id": task_id,
            "main_title": {"title": CLICKED},
            "sub_title_text": message.text,
            "card_action": {"type": 0},
        },
    }


def card_of(parcel: Parcel) -> dict[str, object] | None:
    """The card of a parcel that offers choices and fits on one; else None: then its words go as text."""
    title, _, rest = parcel.text.partition("\n")
    if not 0 < len(parcel.choices) <= MOST_BUTTONS or len(parcel.text) > MOST_WORDS:
        return None
    if len(title) > MOST_TITLE:
        title, rest = f"【{parcel.ticket}号】" if parcel.ticket else "请选择", parcel.text
    return {
        "card_type": "button_interaction",
        "task_id": _NOT_IN_TASK_ID.sub("_", parcel.delivery_id)[:128],
        "main_title": {"title": title},
        "sub_title_text": rest,
        "button_list": [
            {"text": choice.label, "style": 1 if first else 2, "key": SAY + choice.words}
            for first, choice in zip((True, *[False] * MOST_BUTTONS), parcel.choices, strict=False)
        ],
    }
