"""Reads log groups, and those that a task makes for itself where nobody made one."""

from collections.abc import Iterator

from ...cloud import LogGroup
from ...graph import Node
from ...reader import Reader
from ...resource import Resource
from ...stack import Stack
from ...value import Absent, Known
from .graph import named
from .task import KEY, definitions
from .task_definition import TASK_DEFINITIONS

LOG_GROUPS = ("aws:cloudwatch/logGroup:LogGroup", "aws-native:logs:LogGroup")
_CREATE, _GROUP = "awslogs-create-group", "awslogs-group"


def log_group(resource: Resource, inputs: Reader) -> Iterator[LogGroup]:
    """How long it keeps what it is sent."""
    yield LogGroup(resource, retention=inputs.number("retentionInDays"))


def join(stack: Stack) -> Iterator[LogGroup]:
    """A group that a task makes keeps everything for ever."""
    made = {subject.resource for subject in stack.subjects}
    for node in stack.nodes_of(*TASK_DEFINITIONS):
        if node.resource in made:
            for definition in definitions(node.inputs):
                yield from _made(node, definition.child("logConfiguration").child("options"), stack)


def _made(node: Node, options: Reader, stack: Stack) -> Iterator[LogGroup]:
    create = options.text(_CREATE)
    is_made = isinstance(create, Known) and create.value.lower() == "true"
    if is_made and not named(stack, node, KEY, [options.text(_GROUP)], LOG_GROUPS):
        yield LogGroup(node.resource, retention=Absent(create.path, '"true", for a group that keeps all for ever'))


TYPES = dict.fromkeys(LOG_GROUPS, log_group)
