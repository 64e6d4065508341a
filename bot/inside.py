"""Answers inside: what is said in reply to a message goes back in the HTTP answer its platform waits for.

It saves the one-time address for what comes later, and the asker sees it at once. What is not said in time
goes the ordinary way, by `bot/delivery.py`.
"""

from __future__ import annotations

from bot.channels.channel import Received, WireAnswer
from bot.delivery import parcel_of
from bot.parts import Parts
from handlers.message import Message
from models.database import Session
from models.outbox import Chat
from models.replies import INSIDE
from models.replies import answer_inside as take_reply
from models.space import identity_of


def answer_inside(parts: Parts, received: Received) -> WireAnswer | None:
    """The answer with the first reply in it; None if this channel has no such answers, or nothing is said.

    Written and counted as sent in one transaction. If it is lost on the way, the platform brings the message
    again, and the same reply is given again.
    """
    if received.reply is None or len(received.messages) != 1:
        return None
    message = received.messages[0]
    with parts.database.session() as session:
        chat, now = _chat(parts, session, message), parts.real_time()
        row = take_reply(session, chat, message.message_id, now, may_take=received.has_room)
        if row is None or row.text is None:
            return None
        answer = received.reply(parcel_of(row))
    parts.metrics.deliveries.labels(row.channel, INSIDE).inc()
    return answer


def _chat(parts: Parts, session: Session, message: Message) -> Chat:
    """The chat that was heard; whoever is known is spelled as he is known, as in the inbox."""
    if message.group_id:
        return Chat(message.channel, message.group_id)
    known = identity_of(session, parts.office.space(message.channel), message.sender_id)
    return Chat(message.channel, None, known.account if known else message.sender_id)
