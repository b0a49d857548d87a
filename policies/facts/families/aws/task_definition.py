"""Reads ECS task definitions: what each container of a task runs."""

from collections.abc import Iterator

from ...cloud import TaskAccess
from ...reader import Reader
from ...resource import Resource
from ...stack import Subject
from ...value import Unknown
from ...workload import Workload
from .task import Task, definitions
from .task_container import container

TASK_DEFINITIONS = ("aws:ecs/taskDefinition:TaskDefinition", "aws-native:ecs:TaskDefinition")


def task_definition(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """What its containers run; of an unknown role where their definitions are one text that is not known yet."""
    task = Task(resource, inputs)
    found = [fact for definition in definitions(inputs) for fact in _facts(task, definition)]
    yield from found
    if found:
        yield TaskAccess(resource, same_role=task.has_one_role())


def _facts(task: Task, definition: Reader) -> Iterator[Subject]:
    if isinstance(definition.whole, Unknown):
        unread = Unknown(definition.whole.path, definition.whole.why)
        yield Workload(task.resource, roles=unread)
    else:
        yield from container(task, definition).facts()


TYPES = dict.fromkeys(TASK_DEFINITIONS, task_definition)
