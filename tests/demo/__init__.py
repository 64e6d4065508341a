"""The demo behind its pages: clock, plays, notebook, and beginning anew."""
