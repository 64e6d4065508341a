"""The seal on callbacks as its description has it: AES-256-CBC over a framed message, and a signature."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32
HEAD = 20
"""Sixteen random bytes and four of length."""
AES_KEY = re.compile(r"[A-Za-z0-9]{43}", re.ASCII)


class SealError(ValueError):
    """Something cannot be opened; `code` is the one of the platform's own library."""

    def __init__(self, code: int, reason: str) -> None:
        """`reason`: one English sentence."""
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True, slots=True)
class Seal:
    """The platform's half of a token and an EncodingAESKey. `receive_id`: "" for a corporation's own bot."""

    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    receive_id: str = ""

    def __post_init__(self) -> None:
        """Raises `SealError` for a key that is none."""
        if not AES_KEY.fullmatch(self.aes_key):
            raise SealError(-40004, "an EncodingAESKey has 43 letters and digits")

    def sign(self, timestamp: str, nonce: str, encrypted: str) -> str:
        """The signature in lower-case hex digits."""
        parts = sorted([self.token, timestamp, nonce, encrypted])
        return hashlib.sha1("".join(parts).encode(), usedforsecurity=False).hexdigest()

    def close(self, message: bytes, salt: bytes | None = None) -> str:
        """The ciphertext of a message; `salt` is given by tests only."""
        framed = (salt or secrets.token_bytes(16)) + len(message).to_bytes(4, "big") + message
        framed += self.receive_id.encode()
        fill = BLOCK - len(framed) % BLOCK
        encryptor = self._cipher().encryptor()
        sealed = encryptor.update(framed + bytes([fill]) * fill) + encryptor.finalize()
        return base64.b64encode(sealed).decode()

    def open(self, encrypted: str) -> bytes:
        """The message of a ciphertext. Raises `SealError`."""
        try:
            raw = base64.b64decode(encrypted, validate=True)
        except (binascii.Error, ValueError):
            raise SealError(-40010, "the ciphertext is not base64") from None
        if not raw or len(raw) % 16:
            raise SealError(-40007, "the ciphertext has no whole blocks")
        decryptor = self._cipher().decryptor()
        framed = decryptor.update(raw) + decryptor.finalize()
        fill = framed[-1]
        if not 1 <= fill <= BLOCK or framed[-fill:] != bytes([fill]) * fill:
            raise SealError(-40007, "the padding is wrong: another key, or not PKCS#7 with blocks of 32")
        return self._unframed(framed[:-fill])

    def _unframed(self, framed: bytes) -> bytes:
        end = HEAD + int.from_bytes(framed[16:HEAD], "big")
        if len(framed) < HEAD or end > len(framed):
            raise SealError(-40008, "the stated length is wrong")
        if framed[end:] != self.receive_id.encode():
            raise SealError(-40005, "meant for another receiveid")
        return framed[HEAD:end]

    def _cipher(self) -> Cipher[modes.CBC]:
        key = base64.b64decode(self.aes_key + "=")
        return Cipher(algorithms.AES256(key), modes.CBC(key[:16]))
