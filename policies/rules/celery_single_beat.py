"""celery-single-beat."""

from collections.abc import Iterator, Sequence

from facts.stack import Stack
from facts.value import Fact, Known, Unknown
from facts.workload import BEAT, Workload
from pack.framework import celery
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
)
def celery_single_beat(stack: Stack) -> Iterator[Verdict]:
    """Two beats of one application send every scheduled task twice."""
    for process in stack.all(Workload):
        for fact in (process.roles, process.replicas if process.runs(BEAT) else process.roles):
            if isinstance(fact, Unknown):
                yield Unread(fact.path, fact.why, process.resource)
    beats = [process for process in stack.all(Workload) if process.runs(BEAT)]
    for position, beat in enumerate(beats):
        rivals = [other for other in beats[:position] if _may_be_one(beat, other)]
        if rivals or _copies(beat) > 1:
            yield Finding("", _counted(beat, rivals), "one beat", beat.resource)


def _may_be_one(beat: Workload, other: Workload) -> bool:
    """Whether two beats may serve the same application on the same broker; what is not known may be."""
    return _may_be_equal(beat.application, other.application) and _may_be_equal(beat.broker, other.broker)


def _may_be_equal(one: Fact[str], other: Fact[str]) -> bool:
    return not (isinstance(one, Known) and isinstance(other, Known)) or one.value == other.value


def _copies(beat: Workload) -> float:
    return beat.replicas.value if isinstance(beat.replicas, Known) else 1


def _counted(beat: Workload, rivals: Sequence[Workload]) -> str:
    beside = f", beside {', '.join(rival.resource.name for rival in rivals)}" if rivals else ""
    return f"one of {sum(map(_copies, [beat, *rivals])):g} beats of the application{beside}"
