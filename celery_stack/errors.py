"""The one error that a wrong argument raises."""

import pulumi


class InvalidArgumentError(pulumi.RunError, ValueError):
    """An argument that cannot work: names the argument, the value seen, the value wanted.

    Pulumi shows a `RunError` as its message alone, without a traceback of this library.
    """
