"""Words for the person at the terminal. On standard error: standard output belongs to the command that is run."""

import sys


def say(text: str) -> None:
    """Print a line, at once."""
    print(text, file=sys.stderr, flush=True)
