"""The demo: an invented county, a few weeks of its life, and the settings to serve it with."""
