"""Which resources an argument means."""

from collections.abc import Iterable

from ...graph import Node
from ...stack import Stack
from ...value import Known
from .graph import named, names


def meant(stack: Stack, owner: Node, key: str, types: Iterable[str]) -> list[Node]:
    """The resources of these types that the argument `key` of `owner` means, as far as it tells.

    The graph may know more: all that a component is made of. Ids tell which, where all of them are known.
    """
    values = owner.inputs.texts(key)
    found = named(stack, owner, key, values, types)
    ids = {value.value for value in values if isinstance(value, Known)}
    exact = [node for node in found if not ids.isdisjoint(names(node))]
    return exact if exact and len(exact) == len(values) else found
