"""The ways in and out: one file a platform, and no platform's words beyond this folder."""
