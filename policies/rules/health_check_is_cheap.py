"""health-check-is-cheap."""

from collections.abc import Iterator

from facts.workload import Workload
from pack.framework import celery
from pack.rule import ADVISORY, LOW, Property, rule
from pack.verdict import Verdict, reject


@rule(
    "health-check-is-cheap",
    on=Workload,
    level=ADVISORY,
    severity=LOW,
    fix="Look at a file that the worker touches, or set the `interval` of the test (`periodSeconds`) to 60 seconds.",
    url="https://docs.celeryq.dev/en/stable/userguide/monitoring.html#commands",
    framework=celery("Monitoring and Management Guide", "Commands: inspect ping"),
    properties=[
        Property(
            "minimumSeconds",
            60,
            {
                "type": "number",
                "minimum": 1,
                "description": "The shortest time between two tests that ask by `celery inspect`, in seconds.",
            },
        )
    ],
)
def health_check_is_cheap(process: Workload, minimum_seconds: float) -> Iterator[Verdict]:
    """Asking by `celery inspect` loads the whole application and all workers answer: more work than a small task."""
    wanted = f"{minimum_seconds:g} seconds or more, for `celery inspect`"
    yield from reject(process.health_interval, lambda seconds: seconds < minimum_seconds, wanted)
