"""The stand-in's seal gives what was published by third parties."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from bot.sandbox.seal import Seal, SealError
from tests.published import vectors


@pytest.mark.parametrize("vector", vectors())
def test_a_published_vector_gives_what_it_states(vector: dict[str, Any]) -> None:
    """Each by its kind."""
    VECTOR_KINDS[vector["kind"]](vector)


def _seal(vector: dict[str, Any]) -> Seal:
    key = vector.get("encoding_aes_key", "a" * 43)
    return Seal(vector.get("token", ""), key, vector.get("receiveid", ""))


def _signed(vector: dict[str, Any], sealed: str) -> bool:
    return _sign(vector, sealed) == str(vector["msg_signature"])


def _sign(vector: dict[str, Any], sealed: str) -> str:
    return _seal(vector).sign(vector["timestamp"], vector["nonce"], sealed)


def _verify_url(vector: dict[str, Any]) -> None:
    assert _signed(vector, vector["echostr"])
    assert _seal(vector).open(vector["echostr"]).decode() == vector["expected_plaintext"]


def _verify_url_must_fail(vector: dict[str, Any]) -> None:
    assert not _signed(vector, vector["echostr"])


def _decrypt(vector: dict[str, Any]) -> None:
    assert _signed(vector, vector["encrypt"])
    assert _seal(vector).open(vector["encrypt"]).decode() == vector["expected_plaintext"]


def _encrypt(vector: dict[str, Any]) -> None:
    sealed = _seal(vector).close(vector["plaintext"].encode(), vector["random16"].encode())
    assert sealed == vector["expected_encrypt"]
    if "expected_msg_signature" in vector:
        assert _sign(vector, sealed) == vector["expected_msg_signature"]


def _signature_only(vector: dict[str, Any]) -> None:
    assert _signed(vector, vector["encrypt"])


def _bad_key(vector: dict[str, Any]) -> None:
    with pytest.raises(SealError) as error:
        _seal(vector)
    assert error.value.code == vector["expected_error"]


VECTOR_KINDS: Mapping[str, Callable[[dict[str, Any]], None]] = {
    "verify_url": _verify_url,
    "verify_url_must_fail": _verify_url_must_fail,
    "decrypt_message_xml": _decrypt,
    "decrypt_message_json": _decrypt,
    "encrypt_message": _encrypt,
    "signature_only": _signature_only,
    "bad_encoding_aes_key": _bad_key,
}
