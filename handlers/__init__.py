"""办事: what the bot does about a message. Knows no Flask, no vendor, no SQL."""
