"""What all tables of the configuration have in common."""

from pydantic import BaseModel, ConfigDict, ValidationInfo

from bot.settings.values import wrong

NEED_SECRETS = "need_secrets"
"""Key of the validation context: true for commands that serve or store."""


def demand(present: bool, info: ValidationInfo) -> None:
    """Refuse a secret that is not there, if the command needs secrets."""
    if not present and (info.context or {}).get(NEED_SECRETS):
        key = info.field_name
        raise wrong(f"missing; set {key}, or {key}_file; `gridbot secret` prints a new one")


class Table(BaseModel):
    """One table of the file: nothing in it changes once it is read, and unknown keys are mistakes."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        validate_default=True,  # a missing secret is a default …
        revalidate_instances="always",  # … and so is a whole missing table
    )
