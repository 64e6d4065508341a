"""What villagers and townspeople write when they do report something, by the category it belongs to."""

from nlp.training.corpus import DANGERS, LOOK_ALIKES, TALK, read_promised

REPORTS: dict[str, tuple[str, ...]] = {
    code: tuple(texts) for code, texts in read_promised().items() if code not in (TALK, DANGERS, LOOK_ALIKES)
}
