"""Arguments of Docker that mean something else than they say, or something when nobody gives them."""

from ...addresses import is_address
from ...durations import seconds
from ...environment import Word
from ...reader import Reader
from ...value import Fact, Known, convert, or_default

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what the provider fills in
SECONDS_TO_STOP = 10.0
"""What the engine gives a container before it kills it. The provider, when it deletes one, gives nothing."""
SECONDS_BETWEEN_TESTS = 30.0


def address(given: Word) -> Word:
    """Where a port is published: the engine takes what is no address for all addresses."""
    return convert(or_default(given, EVERYWHERE), lambda text: text if is_address(text) else EVERYWHERE, "an address")


def interval(healthcheck: Reader) -> Fact[float]:
    """Seconds between two health tests; 0 leaves it to the engine."""
    given = convert(healthcheck.text("interval"), seconds, "a duration")
    return convert(or_default(given, 0.0), lambda number: number or SECONDS_BETWEEN_TESTS, "a duration")


def labels(inputs: Reader) -> dict[str, Word]:
    """The labels of a container or a service."""
    pairs = [(label.text("label"), label.text("value")) for label in inputs.objects("labels")]
    return {name.value: value for name, value in pairs if isinstance(name, Known)}


def names(inputs: Reader, key: str, *given: Word) -> frozenset[str]:
    """By what names other containers reach it: those `given`, and its aliases in the networks at `key`."""
    aliases = (alias for network in inputs.objects(key) for alias in network.texts("aliases"))
    return frozenset(name.value for name in (*given, *aliases) if isinstance(name, Known))
