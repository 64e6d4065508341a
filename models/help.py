"""The eight helps 八帮八解: the plans a household can be enrolled in, in the counties' words."""

from __future__ import annotations

from enum import StrEnum


class Help(StrEnum):
    """One help; the value is the code of its plan, in imports and in schedules/plans."""

    LEARNING = "learning"
    MEDIATION = "mediation"
    COUNSEL = "counsel"
    RESETTLE = "resettle"
    INCOME = "income"
    URGENT = "urgent"
    CARE = "care"
    CONTACT = "contact"

    @property
    def label(self) -> str:
        """The users' word for it."""
        return LABELS[self]


LABELS = {
    Help.LEARNING: "帮学习",
    Help.MEDIATION: "帮调处",
    Help.COUNSEL: "帮疏导",
    Help.RESETTLE: "帮矫正",
    Help.INCOME: "帮增收",
    Help.URGENT: "帮急事",
    Help.CARE: "帮照料",
    Help.CONTACT: "帮联系",
}
IN_FULL = {
    "帮学习解迷惑": Help.LEARNING,
    "帮调处解纠纷": Help.MEDIATION,
    "帮疏导解积怨": Help.COUNSEL,
    "帮矫正解顾虑": Help.RESETTLE,
    "帮增收解困难": Help.INCOME,
    "帮急事解燃眉": Help.URGENT,
    "帮照料解后忧": Help.CARE,
    "帮联系解乡愁": Help.CONTACT,
}
_BY_WORD = {one.value: one for one in Help} | {one.label: one for one in Help} | IN_FULL


def find_help(word: str) -> Help | None:
    """The help of a code, of its short name or of its name in full."""
    return _BY_WORD.get(word.strip().lower())
