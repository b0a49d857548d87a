"""What a property's value has to be; the words are those that the official provider was seen to use."""

import re

from .schema import Validator

_UNITS = {"ns": 1, "us": 1_000, "µs": 1_000, "ms": 10**6, "s": 10**9, "m": 60 * 10**9, "h": 3600 * 10**9}
_PART = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)")


def at_least(lowest: int) -> Validator:
    return lambda value: f"'{value}' cannot be lower than {lowest}" if value < lowest else ""


def matches(pattern: str) -> Validator:
    return lambda value: "" if re.search(pattern, value) else f"'{value}' doesn't match the pattern '{pattern}'"


def ratio(value: str) -> str:
    try:
        number = float(value)
    except ValueError:
        return f"'{value}' is not a float"
    return "" if 0 <= number <= 1 else f"'{value}' has to be between 0.0 and 1.0"


def absolute_path(value: str) -> str:
    return "" if value.startswith("/") else f"'{value}' must be an absolute path"


def duration(value: str) -> str:
    try:
        nanoseconds(value)
    except ValueError:
        return f"'{value}' is not a valid duration"
    return f"'{value}' duration must not be negative" if value.startswith("-") else ""


def nanoseconds(value: str) -> int:
    """A duration of the Go language, like `1m30s`. Raises ValueError."""
    if value in ("0", "-0"):
        return 0
    parts = _PART.findall(value)
    unsigned = value.removeprefix("-").removeprefix("+")
    if not parts or "".join(f"{amount}{unit}" for amount, unit in parts) != unsigned:
        raise ValueError(value)
    return int(sum(float(amount) * _UNITS[unit] for amount, unit in parts))


def spelled(duration_in_nanoseconds: int) -> str:
    """The same as the Go language writes it: `90s` becomes `1m30s`."""
    seconds, rest = divmod(duration_in_nanoseconds, 10**9)
    if not seconds:
        unit = next((one for one in ("ms", "us") if rest >= _UNITS[one]), "ns")
        return f"{rest / _UNITS[unit]:g}{unit.replace('us', 'µs')}" if rest else "0s"
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{rest:09}".rstrip("0") if rest else ""
    before = f"{hours}h{minutes}m" if hours else f"{minutes}m" if minutes else ""
    return f"{before}{seconds}{fraction}s"
