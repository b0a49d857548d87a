"""Small conversions that several resources share."""

import zlib
from collections.abc import Iterable, Mapping


def from_labels(labels: Iterable[Mapping[str, str]] | None) -> dict[str, str]:
    return {one["label"]: one["value"] for one in labels or ()}


def as_labels(labels: Mapping[str, str] | None) -> list[dict[str, str]]:
    return [{"label": key, "value": value} for key, value in sorted((labels or {}).items())]


def in_set_order(values: Iterable[str] | None) -> list[str]:
    """A set of texts in the order in which the official provider sends it: by the digits of their checksums."""
    return sorted(values or (), key=lambda value: str(zlib.crc32(value.encode())))
