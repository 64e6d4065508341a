"""文本 -> 判定: reads one message and says what it reports, how urgent it is, and which words say so."""
