"""The errors that reach the user, each as its message alone: Pulumi shows a `RunError` without a traceback."""

import pulumi


class InvalidArgumentError(pulumi.RunError, ValueError):
    """An argument that cannot work: names the argument, the value seen, the value wanted."""


class ProcessFailedError(pulumi.RunError, RuntimeError):
    """A process that was started and does not work: names the process, how it ended, its last words."""
