"""Reads durations as Docker writes them."""

import re

_PART = re.compile(r"(?P<number>\d+(?:\.\d*)?|\.\d+)(?P<unit>ns|us|µs|μs|ms|s|m|h)")
_DURATION = re.compile(f"(?:{_PART.pattern})+")
_UNITS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}


def seconds(text: str) -> float | None:
    """`1m30s` in seconds; None for what is no duration. Only nothing at all needs no unit."""
    if not _DURATION.fullmatch(text):
        return 0.0 if text == "0" else None
    return sum(float(part["number"]) * _UNITS[part["unit"]] for part in _PART.finditer(text))
