"""`python -m bot` is `gridbot`."""

from bot.cli.app import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
