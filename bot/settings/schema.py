"""Questions about the shape of the settings, answered from the models themselves."""

from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.settings.errors import Loc
from bot.settings.models import Settings
from bot.settings.values import FromFile

Fields = dict[str, FieldInfo]
FILE_SUFFIX = "_file"


def fields_at(loc: Loc) -> Fields:
    """The keys of the table that stands at `loc`; none if no table can stand there."""
    annotation: Any = Settings
    for step in loc:
        if isinstance(step, int):
            annotation = item_type(annotation)
        else:
            field = _fields_of(annotation).get(step)
            annotation = field.annotation if field else None
    return _fields_of(annotation)


def field_at(loc: Loc) -> FieldInfo | None:
    """The setting at `loc`, if that is the key of a table."""
    return fields_at(loc[:-1]).get(loc[-1]) if loc and isinstance(loc[-1], str) else None


def item_type(annotation: Any) -> Any:
    """What a list holds: X of tuple[X, ...] or of tuple[X, X]; None if it is no list."""
    if get_origin(annotation) is not tuple:
        return None
    item = get_args(annotation)[0]
    return get_args(item)[0] if get_origin(item) is Annotated else item


def type_at(loc: Loc) -> Any:
    """The type of the value at `loc`, be it a key of a table or an entry of a list; None if unknown."""
    if loc and isinstance(loc[-1], int):
        return item_type(type_at(loc[:-1]))
    field = field_at(loc)
    return field.annotation if field else None


def is_list(loc: Loc) -> bool:
    """Whether a list stands at `loc`."""
    return item_type(type_at(loc)) is not None


def from_file(loc: Loc) -> Loc | None:
    """The setting whose value `loc` (a key with `_file` after it) names the file of."""
    key = loc[-1]
    if not isinstance(key, str) or not key.endswith(FILE_SUFFIX):
        return None
    target = (*loc[:-1], key.removesuffix(FILE_SUFFIX))
    field = field_at(target)
    marked = field is not None and any(isinstance(mark, FromFile) for mark in field.metadata)
    return target if marked else None


def known_keys(loc: Loc) -> list[str]:
    """Every key that may stand in the table at `loc`, those with `_file` included."""
    keys = list(fields_at(loc))
    return keys + [key + FILE_SUFFIX for key in keys if from_file((*loc, key + FILE_SUFFIX))]


def _fields_of(annotation: Any) -> Fields:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation.model_fields
    return {}
