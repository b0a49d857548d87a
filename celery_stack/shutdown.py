"""The one place where the times around a stop are derived.

A worker that is told to stop may work on for `stop_grace` seconds (Celery's soft shutdown), then gives its
tasks back to the queue. Every platform must wait a little longer before it kills, and Redis must not hand
a task to a second worker while the first may still be at it.
"""

from dataclasses import dataclass

from .checklist import LONGEST_TASK_SECONDS, STOP_GRACE_SECONDS
from .errors import InvalidArgumentError

KILL_MARGIN_SECONDS = 15  # soft shutdown was seen to end 1.5 s after its time-out; the rest is for slow machines
REDELIVERY_MARGIN_SECONDS = 60
SOFT_LIMIT_SHARE = 0.9  # a task gets the last tenth of its time to clean up after SoftTimeLimitExceeded


@dataclass(frozen=True)
class Shutdown:
    """The times, in whole seconds, that follow from the longest task and the stop grace."""

    longest_task: int = LONGEST_TASK_SECONDS
    stop_grace: int = STOP_GRACE_SECONDS
    longest_eta: int = 0

    def __post_init__(self) -> None:
        if self.longest_task < 1:
            raise InvalidArgumentError(f"app.longest_task is {self.longest_task}; it must be 1 second or more")
        for name, value in (("stop_grace", self.stop_grace), ("longest_eta", self.longest_eta)):
            if value < 0:
                raise InvalidArgumentError(f"app.{name} is {value}; it must be 0 seconds or more")

    @property
    def stop_seconds(self) -> int:
        """How long a platform waits between TERM and KILL."""
        return self.stop_grace + KILL_MARGIN_SECONDS

    @property
    def visibility_timeout(self) -> int:
        """When Redis gives an unacknowledged task to another worker; shorter than a task, it runs twice."""
        return max(self.longest_task, self.longest_eta) + self.stop_grace + REDELIVERY_MARGIN_SECONDS

    @property
    def soft_time_limit(self) -> int:
        """When a task is told that its time is nearly over."""
        return max(1, int(self.longest_task * SOFT_LIMIT_SHARE))
