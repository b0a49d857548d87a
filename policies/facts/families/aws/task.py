"""What all containers of an ECS task share."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ... import engine
from ...graph import Node
from ...reader import Reader
from ...resource import Resource
from ...value import Absent, Fact, Known, Unknown, convert, given, or_default
from ...workload import ABSENT

KEY = "containerDefinitions"
DEEPEST = 8
"""No argument of a container lies deeper in its definitions."""
BRIDGE, AWSVPC = "bridge", "awsvpc"
_MODES = {"networkMode": "network", "pidMode": "pid", "ipcMode": "ipc"}
_SIZE = re.compile(r"\s*(\d+(\.\d+)?|\.\d+)")


@dataclass(frozen=True, slots=True)
class Task:
    """A task definition, less its containers."""

    resource: Resource
    inputs: Reader

    @property
    def network(self) -> Fact[str]:
        """On machines of one's own a task is behind a bridge where nothing is said; Fargate wants awsvpc said."""
        return or_default(self.inputs.text("networkMode"), BRIDGE)

    @property
    def images(self) -> Sequence[Node]:
        """The resources that its definitions come from, those of images among them."""
        return self.inputs.sources(KEY)

    @property
    def may_be_on_fargate(self) -> bool:
        """Whether it may run where containers have no arguments about a machine."""
        named = [fact.value for fact in self.inputs.texts("requiresCompatibilities") if isinstance(fact, Known)]
        if named:
            return "FARGATE" in named
        return not isinstance(self.network, Known) or self.network.value == AWSVPC

    @property
    def namespaces(self) -> Sequence[Fact[str]]:
        """Those that it takes from its machine."""
        return tuple(engine.namespaces(self.inputs, _MODES))

    @property
    def volumes(self) -> Mapping[str, Fact[str]]:
        """The folders of its machine, by the names that containers mount them by."""
        found = [(volume.text("name"), _folder(volume)) for volume in self.inputs.objects("volumes")]
        return {name.value: folder for name, folder in found if isinstance(name, Known)}

    def size(self, key: str) -> Fact[float]:
        """Its memory or processors, which AWS takes as a number or as a text such as `1 GB`."""
        text = self.inputs.text(key)
        return convert(text, _number, "a size") if isinstance(text, Known) else self.inputs.number(key)

    def has_one_role(self) -> Fact[bool]:
        """Whether the agent that starts it and the code in it have the same rights."""
        agent, code = self.inputs.text("executionRoleArn"), self.inputs.text("taskRoleArn")
        if isinstance(agent, Absent) or isinstance(code, Absent):
            return ABSENT
        if isinstance(agent, Known) and isinstance(code, Known):
            return Known(agent.value == code.value, code.path)
        sources = [self.inputs.sources(fact.path) for fact in (agent, code)]
        if any(len(nodes) != 1 for nodes in sources):
            return Unknown(code.path)
        return Known(sources[0][0].resource == sources[1][0].resource, code.path)


def definitions(inputs: Reader) -> Iterator[Reader]:
    """Those of its containers: a list, or a text of JSON, in which AWS takes `Image` for `image`."""
    return inputs.once(_definitions).objects(KEY)


def _definitions(inputs: Reader) -> Reader:
    parsed = inputs.parsed(KEY)
    if isinstance(inputs.text(KEY), Known) and isinstance(parsed.whole, Known):
        return Reader(Known(_lowered(parsed.whole.value)))
    return parsed


def _lowered(value: Any, depth: int = 0) -> Any:
    if depth < DEEPEST and isinstance(value, Mapping):
        return {key[:1].lower() + key[1:]: _lowered(item, depth + 1) for key, item in value.items()}
    if depth < DEEPEST and isinstance(value, list):
        return [_lowered(item, depth + 1) for item in value]
    return value


def _folder(volume: Reader) -> Fact[str]:
    return given(volume.text("hostPath"), volume.child("host").text("sourcePath"))


def _number(text: str) -> float | None:
    number = _SIZE.match(text)
    return float(number[1]) if number else None
