"""Keys: sealed columns, blind indexes and the links of the signed timeline."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
KEY_ID_BYTES = 4
NONCE_BYTES = 12


class UnsealError(Exception):
    """A sealed value cannot be opened: no key at hand made it, or its bytes were changed."""


class KeyRing:
    """All keys of one county.

    The first data key seals and all of them open, so that a key can be replaced without a pause. The index
    and the timeline keys are derived from `secret_key`, each for one purpose.
    """

    def __init__(self, secret_key: str, data_keys: Sequence[bytes]) -> None:
        """`data_keys`: 32 bytes each, newest first; at least one."""
        self._ciphers = {_key_id(key): AESGCM(key) for key in data_keys}
        self._newest = _key_id(data_keys[0])
        self._index_key = _derive(secret_key, "index")
        self._timeline_key = _derive(secret_key, "timeline")

    def seal(self, value: str, purpose: str) -> bytes:
        """Encrypt `value` for one column; `purpose` ("ticket.text") ties the bytes to that column."""
        return self.seal_bytes(value.encode("utf-8", "replace"), purpose)

    def unseal(self, sealed: bytes, purpose: str) -> str:
        """The words of a sealed value; raises `UnsealError` if no key opens it."""
        return self.unseal_bytes(sealed, purpose).decode()

    def seal_bytes(self, clear: bytes, purpose: str) -> bytes:
        """The same for bytes, such as those of a picture."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._ciphers[self._newest].encrypt(nonce, clear, purpose.encode())
        return VERSION + self._newest + nonce + sealed

    def unseal_bytes(self, sealed: bytes, purpose: str) -> bytes:
        """The bytes of a sealed value; raises `UnsealError` if no key opens it."""
        head = len(VERSION) + KEY_ID_BYTES
        cipher = self._ciphers.get(sealed[len(VERSION) : head])
        if cipher is None:
            raise UnsealError(f"no key of this configuration opens a value of {purpose}")
        nonce, body = sealed[head : head + NONCE_BYTES], sealed[head + NONCE_BYTES :]
        try:
            return cipher.decrypt(nonce, body, purpose.encode())
        except InvalidTag as broken:
            raise UnsealError(f"a value of {purpose} was changed in the database") from broken

    def blind(self, value: str, purpose: str) -> str:
        """A keyed index of `value`: equal words give equal indexes, and nothing leads back."""
        clear = f"{purpose}\0{value}".encode("utf-8", "replace")
        return hmac.new(self._index_key, clear, hashlib.sha256).hexdigest()[:32]

    def link(self, content: str) -> str:
        """The HMAC that ties one event of a timeline to the one before."""
        return hmac.new(self._timeline_key, content.encode(), hashlib.sha256).hexdigest()


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"gridbot key id" + key).digest()[:KEY_ID_BYTES]


def _derive(secret: str, purpose: str) -> bytes:
    return hmac.new(secret.encode(), f"gridbot/{purpose}".encode(), hashlib.sha256).digest()
