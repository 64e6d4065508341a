"""A refusal 不能办: not a fault of ours, and the sentence is for whoever asked."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818  what a user meets is no error
    """A command that can't be carried out. Nothing was changed.

    `if_pointed`: it is said only where the command was one for certain (a number, a quote, a mention, or in
    private); else the words were talk.
    """

    def __init__(self, sentence: str, *, if_pointed: bool = False) -> None:
        """`sentence`: Chinese, one line, what was wrong and what to do."""
        super().__init__(sentence)
        self.sentence = sentence
        self.if_pointed = if_pointed
