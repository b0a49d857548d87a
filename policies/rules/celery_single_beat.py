"""celery-single-beat."""

from collections.abc import Iterator, Sequence

from facts.beats import in_words, is_locked, may_be_one, replicas
from facts.stack import Stack
from facts.value import Unknown
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
    fix="Keep one `celery beat` of the application, and remove the others; a CeleryStack has its own in `beat`.",
    url="https://docs.celeryq.dev/en/stable/userguide/periodic-tasks.html",
    framework=celery("Periodic Tasks", "Only a single scheduler is running for a schedule at a time"),
    properties=[LOCKING_SCHEDULERS],
)
def celery_single_beat(stack: Stack, locking_schedulers: Sequence[str]) -> Iterator[Verdict]:
    """Two beats of one application send every scheduled task twice."""
    workloads = [process for process in stack.all(Workload) if not is_locked(process, locking_schedulers)]
    for process in workloads:
        fact = process.replicas if process.runs(BEAT) else process.roles
        if isinstance(fact, Unknown):
            yield Unread(fact.path, fact.why, process.resource)
    beats = [process for process in workloads if process.runs(BEAT) and replicas(process) > 0]
    for position, beat in enumerate(beats):
        rivals = [other for other in beats[:position] if may_be_one(beat, other)]
        if rivals or replicas(beat) > 1:
            yield Finding(beat.roles.path, in_words(beat, rivals), "one beat", beat.resource)
