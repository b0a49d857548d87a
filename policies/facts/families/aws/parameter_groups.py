"""Finds what a parameter group says, in whichever form its type has."""

from ...cache import ABSENT
from ...graph import Node
from ...reader import Reader
from ...stack import Stack
from ...value import Absent, Fact, Known, Unknown, given
from .graph import nothing
from .references import meant

_GROUPS = (
    "aws:elasticache/parameterGroup:ParameterGroup",
    "aws:memorydb/parameterGroup:ParameterGroup",
    "aws-native:elasticache:ParameterGroup",
    "aws-native:memorydb:ParameterGroup",
)
TYPES = dict.fromkeys(_GROUPS, nothing)


def parameter(stack: Stack, cache: Node, key: str, name: str) -> Fact[str]:
    """A parameter of the group that the argument `key` of a cache means; absent where AWS' default holds."""
    path, group = f"{key}: {name}", cache.inputs.text(key)
    match meant(stack, cache, key, _GROUPS):
        case [one]:
            return _at(_said(one.inputs, name), path)
        case []:
            is_default = isinstance(group, Absent) or (isinstance(group, Known) and group.value.startswith("default."))
            return Absent(path) if is_default else Unknown(path, "that of a group which is not in this stack")
    return Unknown(path)


def _said(group: Reader, name: str) -> Fact[str]:
    """The classic provider lists parameters with name and value, the native one has an object of them."""
    entries = [entry for key in ("parameters", "properties") for entry in group.objects(key)]
    named = [entry.text("value") for entry in entries if entry.text("name") == Known(name, f"{entry.whole.path}.name")]
    unread = [entry.text("name") for entry in entries if isinstance(entry.text("name"), Unknown)]
    return given(ABSENT, *named, *(entry.text(name) for entry in entries), *unread)


def _at(fact: Fact[str], path: str) -> Fact[str]:
    """The same, said of the cache."""
    match fact:
        case Known(value):
            return Known(value, path)
        case Unknown(_, why):
            return Unknown(path, why)
    return Absent(path)
