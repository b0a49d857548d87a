"""Reads a resource's properties into facts, whatever they look like, without ever raising."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from pulumi import AssetArchive, StringAsset

from . import password
from .value import UNSEEN, Absent, Fact, Known, Password, Unknown, convert

if TYPE_CHECKING:
    from .graph import Node, Surroundings

T = TypeVar("T")
DEFAULTS = "__defaults"
"""Where a provider's bridge notes what it filled in."""
REDACTED = "[secret]"
"""What `pulumi policy analyze` reads in place of a secret that it cannot decrypt, whatever its type."""
LONGEST = 1_000_000
"""Characters of a text. No platform takes as many in an argument, and reading them would hold up the deployment."""
_ABSENT = object()


class Reader:
    """One object among the properties: known, unknown as a whole, or absent (then so is everything in it)."""

    def __init__(
        self,
        fact: Fact[Any],
        sources: Callable[[str], Sequence["Node"]] = lambda _: (),
        around: "Surroundings | None" = None,
    ) -> None:
        self.whole: Fact[Mapping[str, Any]] = convert(_without_null(fact), _mapping, "an object")
        self.sources = sources
        """By the name of a property: the resources that its value comes from, as far as the graph tells."""
        self.around = around
        """The stack's resources; None where a resource comes by itself."""
        self._made: dict[object, Any] = {}

    def __contains__(self, key: str) -> bool:
        return not isinstance(self._look(key), Absent)

    def child(self, key: str) -> "Reader":
        """The object under `key`."""
        return Reader(self._look(key))

    def names(self) -> Sequence[str]:
        """The names in it; none where it cannot be read."""
        return [key for key in self.whole.value if key != DEFAULTS] if isinstance(self.whole, Known) else []

    def once(self, make: Callable[["Reader"], T]) -> T:
        """What `make` reads of it, which it does once."""
        if make not in self._made:
            self._made[make] = make(self)
        found: T = self._made[make]
        return found

    def children(self) -> Iterator["Reader"]:
        """The objects in a mapping of names to objects."""
        if isinstance(self.whole, Unknown):
            yield self
        yield from (self.child(key) for key in self.names())

    def objects(self, key: str) -> Iterator["Reader"]:
        """The objects in a list; one that is unknown as a whole where the list is."""
        yield from (Reader(item) for item in self._items(key))

    def parsed(self, key: str) -> "Reader":
        """This object with a JSON text under `key` replaced by what it says; a list or object there stays as it is."""
        found = self._look(key)
        if isinstance(found, Known) and isinstance(found.value, str):
            found = convert(found, _json, "JSON")
        match found:
            case Known(value):
                return Reader(Known({key: value}, self.whole.path))
            case Unknown(_, why):
                return Reader(Unknown(self.whole.path, why))
        return Reader(Absent(self.whole.path))

    def text(self, key: str) -> Fact[str]:
        """A text; null is absent."""
        return convert(_without_null(self._look(key)), _text, "a text")

    def texts(self, key: str) -> tuple[Fact[str], ...]:
        """A list of texts, or a single one; each is known, or not, by itself."""
        return tuple(convert(item, _text, "a text") for item in self._items(key))

    def number(self, key: str) -> Fact[float]:
        """A number; null is absent."""
        return convert(_without_null(self._look(key)), _number, "a number")

    def limit(self, key: str) -> Fact[float | None]:
        """A number, or null where Celery takes that for "no limit"."""
        found = self._look(key)
        return Known(None, found.path) if found == Known(None, found.path) else convert(found, _number, "a number")

    def flag(self, key: str) -> Fact[bool]:
        """True or false; null is absent."""
        return convert(_without_null(self._look(key)), _flag, "true or false")

    def assets(self, key: str) -> Iterator[tuple[str, Fact[str]]]:
        """The files in an archive by their names; a single asset, or a path, has none. A file of disk is not read."""
        found = _without_null(self._look(key))
        if isinstance(found, Known) and isinstance(found.value, AssetArchive):
            yield from ((name, _asset(Known(asset, found.path))) for name, asset in found.value.assets.items())
        elif not isinstance(found, Absent):
            yield "", _asset(found)

    def password(self, key: str) -> Fact[Password]:
        """A password, without its text."""
        return convert(self.text(key), password.of, "a text")

    def _items(self, key: str) -> Iterator[Fact[Any]]:
        """Each item of a list, or the one value in its place."""
        found = _without_null(self._look(key))
        if isinstance(found, Known) and isinstance(found.value, list):
            yield from (_fact(item, f"{found.path}[{index}]") for index, item in enumerate(found.value))
        elif not isinstance(found, Absent):
            yield found

    def _look(self, key: str) -> Fact[Any]:
        path = f"{self.whole.path}.{key}" if self.whole.path else key
        if isinstance(self.whole, Known):
            value = self.whole.value.get(key, _ABSENT)
            return Absent(path) if value is _ABSENT else _fact(value, path)
        return Unknown(path, self.whole.why) if isinstance(self.whole, Unknown) else Absent(path)


def _fact(value: Any, path: str) -> Fact[Any]:
    if isinstance(value, Unknown):
        return Unknown(path, value.why)
    if not isinstance(value, str):
        return Known(value, path)
    if value == REDACTED:
        return Unknown(path, "a secret that is not shown")
    return Unknown(path, "too long to be read") if _is_long(value) else Known(value, path)


def _is_long(value: object) -> bool:
    return isinstance(value, str) and len(value) > LONGEST


def _without_null(fact: Fact[Any]) -> Fact[Any]:
    return Absent(fact.path) if isinstance(fact, Known) and fact.value is None else fact


def _mapping(value: object) -> Mapping[str, Any] | None:
    return value if isinstance(value, dict) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _asset(fact: Fact[Any]) -> Fact[str]:
    if isinstance(fact, Known):
        asset = fact.value
        is_seen = isinstance(asset, StringAsset) and not _is_long(asset.text)
        return Known(asset.text, fact.path) if is_seen else Unknown(fact.path, UNSEEN)
    return fact


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _number(value: object) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        return float(value)
    except OverflowError:  # of a text of JSON, where an integer has no end
        return None


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
