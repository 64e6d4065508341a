"""Listeners 听者: `answer(heard, desk)` gives what is said, [] for silence on purpose, None for: not mine."""
