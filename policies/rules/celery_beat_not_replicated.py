"""celery-beat-not-replicated."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from facts.beats import counted, is_locked, replicas
from facts.workload import BEAT, Workload
from pack.framework import celery
from pack.locking import LOCKING_SCHEDULERS
from pack.rule import CRITICAL, MANDATORY, rule
from pack.verdict import Finding, Verdict, reject


@rule(
    "celery-beat-not-replicated",
    on=Workload,
    level=MANDATORY,
    severity=CRITICAL,
    fix="Set `replicas` to 1, on ECS `desiredCount`; a beat is no process of a DaemonSet or a global service.",
    url="https://docs.celeryq.dev/en/stable/userguide/periodic-tasks.html",
    framework=celery("Periodic Tasks", "Only a single scheduler is running for a schedule at a time"),
    properties=[LOCKING_SCHEDULERS],
)
def celery_beat_not_replicated(process: Workload, locking_schedulers: Sequence[str]) -> Iterator[Verdict]:
    """Each replica of a beat sends every scheduled task once more."""
    if process.runs(BEAT) and not is_locked(process, locking_schedulers):
        for verdict in reject(process.replicas, lambda number: number > 1, "1"):
            yield _in_words(process, verdict) if isinstance(verdict, Finding) else verdict


def _in_words(beat: Workload, finding: Finding) -> Finding:
    """A unit is started several times by what is no argument of its own."""
    number = counted(replicas(beat))
    if finding.path:
        return replace(finding, seen=number)
    return replace(finding, path=beat.roles.path, seen=f"started {number} times", wanted="once")
