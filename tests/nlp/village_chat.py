"""What a village group talks about all day: none of it reports anything."""

from nlp.training.corpus import TALK, read_promised

CHAT: list[str] = read_promised()[TALK]
