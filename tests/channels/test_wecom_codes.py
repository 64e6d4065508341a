"""What each error code of the platform leads to: the table that an operator can look up."""

from __future__ import annotations

import pytest

from bot.channels.wecom_codes import CODES, NOT_GIVEN, TOKEN_CODES, UNKNOWN, Reaction, code_of, token_code_of

EXPECTED = {
    Reaction.RETRY: (-1, 45033),
    Reaction.RENEW: (40001, 40014, 41001, 42001),
    Reaction.PAUSE: (45009,),
    Reaction.STOP: (40013, 40091, 48002, 50001, 50002, 50003, 60020, 301042, 301052, 301053),
    Reaction.DONE: (42014, 60140),
}
GIVEN_UP = (
    *(40003, 40056, 40058, 45002, 60011, 60111, 81013, 82001, 86001, 86003, 86008),
    *(93000, 93001, 93004, 93006, 93008, 93017, 93019, 95001, 95002, 301058, 301059, 853001, 853006),
)
BY_CODE = {code: reaction for reaction, codes in EXPECTED.items() for code in codes}
BY_CODE |= dict.fromkeys(GIVEN_UP, Reaction.GIVE_UP)


@pytest.mark.parametrize("code", BY_CODE)
def test_each_code_has_its_reaction(code: int) -> None:
    """As the platform's own list means it."""
    assert CODES[code].reaction is BY_CODE[code]


def test_what_is_unknown_is_tried_again() -> None:
    """But not for a token: whoever insists there is banned."""
    assert code_of(99999) is UNKNOWN
    assert UNKNOWN.reaction is Reaction.RETRY
    assert token_code_of(99999) is NOT_GIVEN
    assert token_code_of(40001).reaction is Reaction.STOP
    assert token_code_of(40001).pause_seconds >= 600


def test_the_table_of_codes_is_whole() -> None:
    """Whatever stops us has a pause, and every code a remedy in English."""
    for code in (*CODES.values(), *TOKEN_CODES.values()):
        assert code.remedy
        assert bool(code.pause_seconds) == (code.reaction in (Reaction.STOP, Reaction.PAUSE, Reaction.RENEW))
