"""The platform's check of a callback address, made by ourselves: 保存 in the admin console asks the same."""

from __future__ import annotations

import secrets
from datetime import datetime

from bot.channels.wecom_crypto import SALT_BYTES, CallbackCrypto


def handshake_query(crypto: CallbackCrypto, echo: bytes, now: datetime) -> dict[str, str]:
    """What is asked, for an answer that is `echo` and nothing else."""
    sealed = crypto.encrypt(echo, secrets.token_bytes(SALT_BYTES))
    timestamp, nonce = str(int(now.timestamp())), secrets.token_hex(8)
    signature = crypto.sign(timestamp, nonce, sealed)
    return {"msg_signature": signature, "timestamp": timestamp, "nonce": nonce, "echostr": sealed}
