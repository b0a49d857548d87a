"""Splits the text of a unit of systemd into its directives."""

from collections.abc import Iterator, Mapping, Sequence

Section = Mapping[str, Sequence[str]]
"""The values of each directive, as often as it is given."""


def sections(text: str) -> dict[str, dict[str, list[str]]]:
    """The sections by name; an empty value forgets those before it, as systemd does."""
    found: dict[str, dict[str, list[str]]] = {}
    section: dict[str, list[str]] = {}
    for line in _lines(text):
        name, equals, value = line.partition("=")
        if line.startswith("[") and line.endswith("]"):
            section = found.setdefault(line[1:-1], {})
        elif equals:
            values = section.setdefault(name.strip(), [])
            values.append(value.strip())
            if not values[-1]:
                values.clear()
    return found


def _lines(text: str) -> Iterator[str]:
    """A backslash at the end of a line continues it; a comment does not end it."""
    begun = ""
    for line in text.splitlines():
        bare = line.strip()
        if bare.startswith(("#", ";")):
            continue
        if bare.endswith("\\"):
            begun += f"{bare[:-1]} "
        else:
            yield (begun + bare).strip()
            begun = ""
    yield begun.strip()
