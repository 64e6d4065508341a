"""WeCom's callback crypto: SHA-1 over token and ciphertext, AES-256-CBC beneath (official page 91144)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import struct
from collections.abc import Collection
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

BLOCK_BITS = 256
"""The platform pads to 32 bytes, twice the block of AES."""
SALT_BYTES = 16
HEAD_BYTES = SALT_BYTES + 4
AES_KEY = re.compile(r"[A-Za-z0-9]{43}", re.ASCII)

WRONG_SIGNATURE = -40001
ILLEGAL_KEY = -40004
WRONG_RECEIVER = -40005
NOT_DECRYPTED = -40007
ILLEGAL_BUFFER = -40008
NOT_BASE64 = -40010


class CryptoError(Exception):
    """A callback that is not what it should be; `code` is the one of the platform's own sample libraries."""

    def __init__(self, code: int, reason: str) -> None:
        """`reason`: one English sentence without anything of the message."""
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Stamp:
    """What stands beside a ciphertext: unix seconds and a nonce as they came, and the signature over all."""

    timestamp: str
    nonce: str
    signature: str


class CallbackCrypto:
    """Opens and seals what passes between the platform and one callback address."""

    def __init__(self, token: str, aes_key: str, receive_ids: Collection[str]) -> None:
        """`receive_ids`: for whom a message may be meant; the first is written into what we seal.

        Raises `CryptoError` for a key that is none.
        """
        if not AES_KEY.fullmatch(aes_key):
            raise CryptoError(ILLEGAL_KEY, "the EncodingAESKey must be 43 letters and digits")
        key = base64.b64decode(aes_key + "=")  # lenient on purpose: keys in use have spare bits set
        self._token = token
        self._receive_ids = tuple(one.encode() for one in receive_ids)
        self._cipher = Cipher(algorithms.AES256(key), modes.CBC(key[:16]))

    def sign(self, timestamp: str, nonce: str, encrypted: str) -> str:
        """The signature in lower-case hex digits."""
        parts = sorted(one.encode("utf-8", "replace") for one in (self._token, timestamp, nonce, encrypted))
        return hashlib.sha1(b"".join(parts), usedforsecurity=False).hexdigest()

    def check(self, stamp: Stamp, encrypted: str) -> None:
        """Raise `CryptoError` unless the ciphertext was signed with our token."""
        expected = self.sign(stamp.timestamp, stamp.nonce, encrypted).encode()
        if not hmac.compare_digest(expected, stamp.signature.lower().encode("utf-8", "replace")):
            raise CryptoError(WRONG_SIGNATURE, "the signature is missing or wrong")

    def decrypt(self, encrypted: str) -> bytes:
        """The message inside a ciphertext whose signature was checked before. Raises `CryptoError`."""
        plain = self._unpadded(encrypted)
        if len(plain) < HEAD_BYTES:
            raise CryptoError(ILLEGAL_BUFFER, "the decrypted callback is too short")
        (length,) = struct.unpack_from(">I", plain, SALT_BYTES)
        end = HEAD_BYTES + length
        if end > len(plain):
            raise CryptoError(ILLEGAL_BUFFER, "the decrypted callback states a wrong length")
        if plain[end:] not in self._receive_ids:
            raise CryptoError(WRONG_RECEIVER, "the callback is meant for another receiveid; check corp_id")
        return plain[HEAD_BYTES:end]

    def encrypt(self, message: bytes, salt: bytes) -> str:
        """The ciphertext of a message in base64; `salt` is 16 random bytes, new each time."""
        plain = salt + struct.pack(">I", len(message)) + message + self._receive_ids[0]
        padder, encryptor = PKCS7(BLOCK_BITS).padder(), self._cipher.encryptor()
        padded = padder.update(plain) + padder.finalize()
        return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()

    def open_file(self, content: bytes) -> bytes:
        """A file as it lies at an address that an AI bot is told: no head. Raises `CryptoError`."""
        return self._opened(content)

    def _unpadded(self, encrypted: str) -> bytes:
        try:
            raw = base64.b64decode(encrypted, validate=True)
        except (binascii.Error, ValueError):
            raise CryptoError(NOT_BASE64, "the ciphertext is not base64") from None
        return self._opened(raw)

    def _opened(self, raw: bytes) -> bytes:
        decryptor, unpadder = self._cipher.decryptor(), PKCS7(BLOCK_BITS).unpadder()
        try:
            padded = decryptor.update(raw) + decryptor.finalize()
            return unpadder.update(padded) + unpadder.finalize()
        except ValueError:
            raise CryptoError(NOT_DECRYPTED, "the ciphertext does not open with the EncodingAESKey") from None
