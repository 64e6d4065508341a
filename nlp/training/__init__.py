"""What is learned, from what, and how well: never imported while messages are judged."""
