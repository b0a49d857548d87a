"""What rules about beats share: which schedulers keep a lock, and how many beats there are."""

from collections.abc import Sequence

from .value import Fact, Known
from .workload import BEAT, WORKER, Workload

EVERY_NODE = float("inf")
"""The replicas of what runs once on each machine of a cluster, however many these are."""


def is_alone(beat: Workload) -> bool:
    """Whether it is a beat and nothing else."""
    return beat.runs(BEAT) and not beat.runs(WORKER)


def is_locked(beat: Workload, schedulers: Sequence[str]) -> bool:
    """Whether it has one of these schedulers, of which only one at a time sends anything."""
    return isinstance(beat.scheduler, Known) and beat.scheduler.value in schedulers


def is_only(beat: Workload, beats: Sequence[Workload]) -> bool:
    """Whether no other of these beats, of which it is one, can run, and not two of it."""
    running = [other for other in beats if replicas(other) > 0]
    if any(isinstance(other.autoscaled, Known) for other in running):
        return False
    return len({other.resource for other in running} | {beat.resource}) == 1 and sum(map(replicas, running)) <= 1


def may_be_one(beat: Workload, other: Workload) -> bool:
    """Whether two beats may serve the same application on the same broker; what is not known may be."""
    in_two_namespaces = beat.namespace and other.namespace and beat.namespace != other.namespace
    return (
        not in_two_namespaces
        and _may_be_equal(beat.application, other.application)
        and _may_be_equal(beat.broker, other.broker)
    )


def _may_be_equal(one: Fact[str], other: Fact[str]) -> bool:
    return not (isinstance(one, Known) and isinstance(other, Known)) or one.value == other.value


def replicas(beat: Workload) -> float:
    """How many there are; one where it is not known."""
    return beat.replicas.value if isinstance(beat.replicas, Known) else 1.0


def counted(number: float) -> str:
    """A number of replicas in words."""
    return "one on each node" if number == EVERY_NODE else f"{number:g}"


def in_words(beat: Workload, rivals: Sequence[Workload]) -> str:
    """How many beats there are with a beat's rivals, and which these are."""
    beside = f", beside {', '.join(rival.resource.name for rival in rivals)}" if rivals else ""
    if (number := sum(map(replicas, [beat, *rivals]))) == EVERY_NODE:
        return f"a beat on each node{beside}"
    return f"one of {number:g} beats of the application{beside}"
