"""All facts of a text, brought together: where, when, on which number, how much, who, what is wanted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nlp.facts.amounts import Amount, amounts_in
from nlp.facts.moments import Moment, moments_in
from nlp.facts.people import roles_in
from nlp.facts.phones import phones_in
from nlp.facts.places import Place, PlaceReader, Places
from nlp.facts.wishes import Wish, wishes_in
from nlp.normalise import normalise

TEXT, GROUP, NICKNAME = "text", "group", "nickname"
"""What told the place."""
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text tells. A text that tells nothing has none of them."""

    places: Places
    moments: Sequence[Moment] = ()
    phones: Sequence[str] = ()
    amounts: Sequence[Amount] = ()
    roles: Sequence[str] = ()
    wishes: Sequence[Wish] = ()

    def entities(self) -> Mapping[str, object]:
        """The row of a verdict: only what is told, the first of each as a string, all of them behind it."""
        rows = {**self._where(), **self._when(), **self._whom(), **self._how_much()}
        return {key: value for key, value in rows.items() if value not in (None, "", [], False)}

    def _where(self) -> Mapping[str, object]:
        main = self.places.main
        return {
            "place": main.words if main else None,
            "place_source": TEXT if main else None,
            "place_vague": main is not None and main.vague,
            "mentioned": list(self.places.mentioned),
        }

    def _when(self) -> Mapping[str, object]:
        first = self.moments[0] if self.moments else None
        more = [one.said for one in self.moments]
        return {
            "time": first.said if first else None,
            "time_kind": first.kind if first else None,
            "times": more if len(more) > 1 else None,
        }

    def _whom(self) -> Mapping[str, object]:
        return {
            "phone": next(iter(self.phones), None),
            "phones": list(self.phones) if len(self.phones) > 1 else None,
            "roles": list(self.roles),
            "wants": [str(one) for one in self.wishes],
        }

    def _how_much(self) -> Mapping[str, object]:
        first = self.amounts[0] if self.amounts else None
        rows = [{"said": one.said, "yuan": one.yuan, "per": one.per} for one in self.amounts]
        return {
            "amount": first.said if first else None,
            "amount_yuan": first.yuan if first else None,
            "amounts": rows if len(rows) > 1 or (first and first.per) else None,
        }


class FactReader:
    """Reads the facts of texts; knows the county's places."""

    def __init__(self, places: Iterable[str] = ()) -> None:
        self._places = PlaceReader(places)

    def read(self, text: str) -> Mapping[str, object]:
        """Return what a text tells, as a verdict has it. `text` is normalised."""
        return self.facts(text).entities()

    def facts(self, text: str) -> Facts:
        """Return everything that a text tells. `text` is normalised."""
        return Facts(
            places=self._places.read(text),
            moments=moments_in(text),
            phones=phones_in(text),
            amounts=amounts_in(text),
            roles=roles_in(text),
            wishes=wishes_in(text),
        )

    def is_only_place(self, text: str) -> bool:
        """Whether a short text names a place and says nothing else."""
        return self._places.names_only(normalise(text[: 2 * _LONGEST_LABEL]))

    def place_in(self, text: str) -> Place | None:
        """Return the place that a text tells, however vaguely, else None."""
        return self._places.read(normalise(text)).main

    def place_of(self, name: str) -> Place | None:
        """Return the place that a group's or an account's name holds (xx小区25号群, 3栋-张三), else None."""
        return self._places.read_label(normalise(name[:_LONGEST_LABEL]))
