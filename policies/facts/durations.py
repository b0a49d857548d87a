"""Reads durations as Docker writes them."""

import re

_DURATION = re.compile(r"(?P<number>\d+(\.\d+)?)(?P<unit>ns|us|µs|ms|s|m|h)")
_UNITS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}


def seconds(text: str) -> float | None:
    """`1m30s` in seconds; None for what is no duration."""
    parts = list(_DURATION.finditer(text))
    if not parts or "".join(part[0] for part in parts) != text:
        return None
    return sum(float(part["number"]) * _UNITS[part["unit"]] for part in parts)
