"""How many tasks an ECS service keeps, and what it does with them when it is updated."""

from ...beats import EVERY_NODE
from ...graph import Node
from ...reader import Reader
from ...value import Absent, Fact, Known, Unknown, convert, or_default
from ...workload import ABSENT
from .graph import is_native

_DEFAULT_PERCENT = 200.0


def replicas(inputs: Reader) -> Fact[float]:
    """The tasks that it keeps; one where it is left to a later hand, as nobody makes a service for none."""
    if _is_on_every_machine(inputs):
        return Known(EVERY_NODE, "schedulingStrategy")
    return or_default(inputs.number("desiredCount"), 1.0)


def overlap(service: Node) -> Fact[str]:
    """How it starts a new task before the old one has ended, where it does."""
    inputs = service.inputs
    if _is_on_every_machine(inputs):
        return ABSENT
    controller = inputs.child("deploymentController").text("type")
    strategy = inputs.child("deploymentConfiguration").text("strategy")
    for named, rolling in ((controller, "ECS"), (strategy, "ROLLING")):
        if isinstance(named, Unknown) or (isinstance(named, Known) and named.value.upper() != rolling):
            return named
    return _of_percent(_limit(service), replicas(inputs))


def _limit(service: Node) -> Fact[float]:
    if is_native(service.resource):
        return service.inputs.child("deploymentConfiguration").number("maximumPercent")
    return service.inputs.number("deploymentMaximumPercent")


def _of_percent(limit: Fact[float], tasks: Fact[float]) -> Fact[str]:
    """AWS rounds down: 199 percent of one task is one."""
    if isinstance(limit, Absent):
        return Known(f"{_DEFAULT_PERCENT:g} percent by default", limit.path)
    wanted = tasks.value if isinstance(tasks, Known) else 1.0
    if isinstance(limit, Known) and wanted * limit.value // 100 <= wanted:
        return ABSENT
    return convert(limit, lambda percent: f"{percent:g} percent", "a number")


def _is_on_every_machine(inputs: Reader) -> bool:
    scheduling = inputs.text("schedulingStrategy")
    return isinstance(scheduling, Known) and scheduling.value.upper() == "DAEMON"
