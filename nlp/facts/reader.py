"""All facts of a text, brought together: where, when, on which number, how much, who, what is wanted."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from nlp.facts import amounts, moments, people, phones, places, wishes
from nlp.facts.amounts import Amount, amounts_in
from nlp.facts.moments import Moment, moments_in
from nlp.facts.people import roles_in
from nlp.facts.phones import phones_in
from nlp.facts.places import Place, PlaceReader, Places
from nlp.facts.wishes import Wish, wishes_in
from nlp.normalise import normalise
from nlp.telltales import Telltales

TEXT, GROUP, NICKNAME = "text", "group", "nickname"
"""What told the place."""
_LONGEST_LABEL = 60
_PLACES, _TIMES, _PHONES, _NUMBERS, _MONEY, _ROLES, _WISHES = (1 << number for number in range(7))
_AMOUNTS = _NUMBERS | _MONEY
_TELLTALES = Telltales(
    [
        *(places.SHAPES, moments.SHAPES, phones.SHAPES),
        *(amounts.SHAPES, amounts.MONEY, people.SHAPES, wishes.SHAPES),
    ]
)
"""Most texts tell one sort of facts or two: the others are not looked for."""


class Facts(NamedTuple):
    """What a text tells. A text that tells nothing has none of them."""

    places: Places
    moments: Sequence[Moment] = ()
    phones: Sequence[str] = ()
    amounts: Sequence[Amount] = ()
    roles: Sequence[str] = ()
    wishes: Sequence[Wish] = ()

    def entities(self) -> Mapping[str, object]:
        """The row of a verdict: only what is told, the first of each as a string, all of them behind it."""
        row: dict[str, object] = {}
        self._where(row)
        self._when(row)
        self._whom(row)
        self._how_much(row)
        return row

    def _where(self, row: dict[str, object]) -> None:
        main, mentioned = self.places
        if main is not None:
            row["place"], row["place_source"] = main.words, TEXT
            if main.vague:
                row["place_vague"] = True
        if mentioned:
            row["mentioned"] = list(mentioned)

    def _when(self, row: dict[str, object]) -> None:
        if self.moments:
            row["time"], row["time_kind"] = self.moments[0]
            if len(self.moments) > 1:
                row["times"] = [one.said for one in self.moments]

    def _whom(self, row: dict[str, object]) -> None:
        if self.phones:
            row["phone"] = self.phones[0]
            if len(self.phones) > 1:
                row["phones"] = list(self.phones)
        if self.roles:
            row["roles"] = list(self.roles)
        if self.wishes:
            row["wants"] = [str(one) for one in self.wishes]

    def _how_much(self, row: dict[str, object]) -> None:
        if not self.amounts:
            return
        first = self.amounts[0]
        row["amount"] = first.said
        if first.yuan:
            row["amount_yuan"] = first.yuan
        if len(self.amounts) > 1 or first.per:
            row["amounts"] = [{"said": one.said, "yuan": one.yuan, "per": one.per} for one in self.amounts]


class FactReader:
    """Reads the facts of texts; knows the county's places."""

    def __init__(self, places: Iterable[str] = ()) -> None:
        self._places = PlaceReader(places)

    def read(self, text: str) -> Mapping[str, object]:
        """Return what a text tells, as a verdict has it. `text` is normalised."""
        return self.facts(text).entities()

    def facts(self, text: str) -> Facts:
        """Return everything that a text tells. `text` is normalised."""
        may = _TELLTALES.may_stand(text)
        return Facts(
            self._places.read(text, shaped=bool(may & _PLACES)),
            moments_in(text) if may & _TIMES else (),
            phones_in(text) if may & _PHONES else (),
            amounts_in(text) if may & _AMOUNTS == _AMOUNTS else (),
            roles_in(text) if may & _ROLES else (),
            wishes_in(text) if may & _WISHES else (),
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
