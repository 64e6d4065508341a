"""Papers 公文: what documents say, as plain blocks; `bot/word` gives them the official layout."""
