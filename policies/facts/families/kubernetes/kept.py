"""What ConfigMaps and Secrets hold."""

from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...reader import Reader
from ...value import Absent, Fact, Unknown, convert
from ...workload import ABSENT


@dataclass(frozen=True, slots=True)
class Kept:
    """Texts by their keys."""

    texts: Mapping[str, Fact[str]] = field(default_factory=dict)
    rest: Fact[str] = ABSENT
    """Unknown where there may be more."""

    def get(self, key: str) -> Fact[str]:
        """The text under a key."""
        return self.texts.get(key, self.rest)


def together(found: Sequence[Kept], unknown: Unknown) -> Kept:
    """What the one that is meant holds; of several, what only one of them has."""
    if len(found) == 1:
        return found[0]
    keys = [key for kept in found for key in kept.texts]
    return Kept({key: fact for kept in found for key, fact in kept.texts.items() if keys.count(key) == 1}, unknown)


def data_of(inputs: Reader) -> Kept:
    """What a ConfigMap holds; of a binary file no more than that it is there."""
    binary = {key: Unknown(f"binaryData.{key}", "binary") for key in inputs.child("binaryData").names()}
    data = inputs.child("data")
    return Kept({**binary, **_texts(data)}, _rest(data))


def secrets_of(inputs: Reader) -> Kept:
    """What a Secret holds, decoded."""
    data, plain = inputs.child("data"), inputs.child("stringData")
    decoded = {key: convert(text, _decoded, "base64") for key, text in _texts(data).items()}
    rests = [rest for rest in (_rest(data), _rest(plain)) if isinstance(rest, Unknown)]
    return Kept({**decoded, **_texts(plain)}, next(iter(rests), ABSENT))


def _texts(data: Reader) -> dict[str, Fact[str]]:
    return {key: data.text(key) for key in data.names()}


def _rest(data: Reader) -> Fact[str]:
    return data.whole if isinstance(data.whole, Unknown) else Absent()


def _decoded(text: str) -> str | None:
    try:
        return b64decode(text).decode(errors="replace")
    except ValueError:
        return None
