"""Danger to life as people cry it out, and what only sounds like it."""

from nlp.training.corpus import DANGERS, read_promised
from nlp.training.corpus import LOOK_ALIKES as _LOOK_ALIKES

EMERGENCIES = read_promised()[DANGERS]
LOOK_ALIKES = read_promised()[_LOOK_ALIKES]
