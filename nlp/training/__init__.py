"""What is learned, from what, and how well: never used while messages are judged."""
