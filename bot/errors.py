"""What stops a command that is not our fault: told to the operator in one sentence with the remedy."""

from __future__ import annotations


class GridbotError(Exception):
    """The message names what is wrong and what to do; exit status 1."""


class SchemaError(GridbotError):
    """The database's schema is not the one of this program."""


class AddressError(GridbotError):
    """The address cannot be served on."""


class SettingError(GridbotError):
    """A setting names something that cannot be used."""


class BackupError(GridbotError):
    """A backup cannot be made, or cannot be put back."""
