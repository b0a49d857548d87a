"""Reads spans of time as systemd writes them."""

import re

_PART = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[a-zA-Zµ]*)")
_UNITS = {
    1e-6: "us usec µs",
    1e-3: "ms msec",
    1.0: " s sec second seconds",
    60.0: "m min minute minutes",
    3600.0: "h hr hour hours",
    86_400.0: "d day days",
    604_800.0: "w week weeks",
}
_SECONDS = {unit: seconds for seconds, units in _UNITS.items() for unit in units.split(" ")}


def seconds(text: str) -> float | None:
    """`1min 30s` in seconds, a bare number too; None for what is no span, and for `infinity`."""
    parts = list(_PART.finditer(text))
    if not parts or _PART.sub("", text).strip() or any(part["unit"] not in _SECONDS for part in parts):
        return None
    return sum(float(part["number"]) * _SECONDS[part["unit"]] for part in parts)
