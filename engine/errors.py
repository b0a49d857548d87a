"""The error that ends a command with a message and no traceback."""


class EngineError(Exception):
    """What went wrong and what to change, for the person at the terminal."""
