"""What villagers and townspeople write when they do report something, by the category it belongs to."""

from nlp.training.corpus import read_promised

REPORTS: dict[str, tuple[str, ...]] = {
    code: tuple(texts) for code, texts in read_promised().items() if code is not None
}
