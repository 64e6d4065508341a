"""The machine: random people, words and clocks against the table of moves, through the real inbox."""
