"""Why a file could not be had: a short word for the row, never an address or a word of the file."""

from __future__ import annotations


class FetchError(Exception):
    """A file was not had; `permanent`: no later try can succeed."""

    def __init__(self, code: str, *, permanent: bool = True) -> None:
        """`code`: a short word, such as http_404 or too_long."""
        super().__init__(code)
        self.code = code
        self.permanent = permanent
