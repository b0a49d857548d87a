"""Where containers send their output."""

ON_THE_MACHINE = frozenset({"json-file", "local", "journald", "none"})
"""Log drivers that send nothing anywhere."""
