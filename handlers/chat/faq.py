"""便民咨询: a known question, asked in private or by mention, is answered with its source."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.hearing import Heard
from models.knowledge import Faq, valid_faqs
from models.outbox import Outgoing
from nlp.similar import best_match


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """The answer of the one question that is surely meant; else not mine."""
    if heard.command is not None or not heard.is_addressed or not heard.words:
        return None
    known = valid_faqs(desk.session, desk.office.calendar.today(desk.now))
    found = best_match(heard.words, [one.question for one in known])
    if found is None:
        return None
    faq = known[found[0]]
    return [desk.reply(heard, f"{faq.answer}\n（{_source(faq)}）")]


def _source(faq: Faq) -> str:
    """From where the answer is, and until when it holds."""
    held = f"，有效期至{faq.expires.year}年{faq.expires.month}月{faq.expires.day}日" if faq.expires else ""
    return f"来源：{faq.source}{held}"
