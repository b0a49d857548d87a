"""Reads which networks a container is on, and whether those are closed to the outside."""

from collections.abc import Mapping, Sequence

from ...environment import Word
from ...graph import Node
from ...reader import Reader
from ...value import Absent, Fact, Known, Unknown, or_default

HOST, NONE = "host", "none"
_OF_THE_ENGINE = {"bridge", "default", "nat", "ingress", HOST}
"""Networks of whatever names no other."""
_NETWORK = "docker:index/network:Network"


def of_container(inputs: Reader) -> tuple[Word, ...]:
    """The networks of a container, by name; the engine's own where it is put on no other."""
    named = (*(network.text("name") for network in inputs.objects("networksAdvanced")), *inputs.texts("networks"))
    mode = or_default(inputs.text("networkMode"), "bridge")
    return named if named and mode != Known(HOST, mode.path) else (mode, *named)


def of_service(task: Reader) -> tuple[Word, ...]:
    """The networks of a service, by name or id."""
    named = (*(network.text("name") for network in task.objects("networksAdvanceds")), *task.texts("networks"))
    return named or (Known("ingress", f"{task.whole.path}.networksAdvanceds"),)


def are_closed(networks: Sequence[Word], inputs: Reader, *keys: str) -> Fact[bool]:
    """Whether none of the networks, which are at these keys, leads elsewhere; only all resources together tell."""
    if inputs.around is None:
        return Absent()
    known = inputs.around.once(_by_name)
    behind = [node for key in keys for node in inputs.sources(key) if node.resource.type == _NETWORK]
    closed = [_is_closed(network, known, behind) for network in networks]
    doubtful = [fact for fact in closed if not isinstance(fact, Known)]
    is_open = [fact for fact in closed if isinstance(fact, Known) and not fact.value]
    return next(iter([*is_open, *doubtful]), Known(True))


def _by_name(nodes: Sequence[Node]) -> Mapping[str, Node]:
    """The networks of the stack."""
    named = [(node.inputs.text("name"), node) for node in nodes if node.resource.type == _NETWORK]
    return {name.value: node for name, node in named if isinstance(name, Known)}


def _is_closed(network: Word, known: Mapping[str, Node], behind: Sequence[Node]) -> Fact[bool]:
    """By the network's name where that is known, else by what the graph shows behind it."""
    name = network.value if isinstance(network, Known) else ""
    if name in _OF_THE_ENGINE or name == NONE:
        return Known(name == NONE, network.path)
    nodes = [known[name]] if name in known else behind
    flags = [or_default(node.inputs.flag("internal"), False) for node in nodes]
    if not flags or any(isinstance(flag, Unknown) for flag in flags):
        return Unknown(network.path, "a network that is made elsewhere")
    return Known(all(flag == Known(True, flag.path) for flag in flags), network.path)
