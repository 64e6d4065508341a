"""Benchmarks: each figure is a ratio against a named peer, measured in turn in one run. `make bench`."""
