"""The form of the tables in `*_cases.py`, which `test_cases.py` runs."""

from typing import Any, NamedTuple


class Case(NamedTuple):
    """A property of one of the table's sound resources, the values that a rule passes, and those that it stops."""

    rule: str
    sound: str
    path: str
    good: list[Any]
    bad: list[Any]
