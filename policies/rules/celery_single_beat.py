"""celery-single-beat."""

from collections.abc import Iterator, Sequence

from facts.beats import EVERY_NODE, is_locked, replicas
from facts.stack import Stack
from facts.value import Fact, Known, Unknown
from facts.workload import BEAT, Workload
from pack.framework import celery
from pack.locking import LOCKING_SCHEDULERS
from pack.rule import CRITICAL, MANDATORY, rule
from pack.verdict import Finding, Unread, Verdict


@rule(
    "celery-single-beat",
    on=Stack,
    level=MANDATORY,
    severity=CRITICAL,
    fix="Keep one Beat of the application, in the CeleryStack's `beat` or as a component; remove the others.",
    url="https://docs.celeryq.dev/en/stable/userguide/periodic-tasks.html",
    framework=celery("Periodic Tasks", "Only a single scheduler is running for a schedule at a time"),
    properties=[LOCKING_SCHEDULERS],
)
def celery_single_beat(stack: Stack, locking_schedulers: Sequence[str]) -> Iterator[Verdict]:
    """Two beats of one application send every scheduled task twice."""
    workloads = [process for process in stack.all(Workload) if not is_locked(process, locking_schedulers)]
    for process in workloads:
        for fact in (process.roles, process.replicas if process.runs(BEAT) else process.roles):
            if isinstance(fact, Unknown):
                yield Unread(fact.path, fact.why, process.resource)
    beats = [process for process in workloads if process.runs(BEAT) and replicas(process) > 0]
    for position, beat in enumerate(beats):
        rivals = [other for other in beats[:position] if _may_be_one(beat, other)]
        if rivals or replicas(beat) > 1:
            yield Finding("", _counted(beat, rivals), "one beat", beat.resource)


def _may_be_one(beat: Workload, other: Workload) -> bool:
    """Whether two beats may serve the same application on the same broker; what is not known may be."""
    apart = {beat.namespace, other.namespace} - {""}
    return (
        len(apart) < 2  # noqa: PLR2004 - two names are two namespaces
        and _may_be_equal(beat.application, other.application)
        and _may_be_equal(beat.broker, other.broker)
    )


def _may_be_equal(one: Fact[str], other: Fact[str]) -> bool:
    return not (isinstance(one, Known) and isinstance(other, Known)) or one.value == other.value


def _counted(beat: Workload, rivals: Sequence[Workload]) -> str:
    beside = f", beside {', '.join(rival.resource.name for rival in rivals)}" if rivals else ""
    if (number := sum(map(replicas, [beat, *rivals]))) == EVERY_NODE:
        return f"a beat on each node{beside}"
    return f"one of {number:g} beats of the application{beside}"
