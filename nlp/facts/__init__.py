"""The facts of a text: where, when, on which number, how much, who, and what is wanted."""

from nlp.facts.reader import FactReader, Facts

__all__ = ["FactReader", "Facts"]
