"""How a service is brought from one version to the next, and back where the next one does not work."""

import math
from typing import Any

from ...process import Process

MONITOR = "5s"  # a replica that ends within this time after its start has failed
# After a minute a swarm starts the new replica though the old one has not ended. It takes 3 s until it sends the
# signal: what is there once has to end within this time.
LONGEST_STOP_OF_ONE = 50


def stop_seconds(process: Process) -> int:
    """How long a replica may take to end before it is killed."""
    return min(process.stop_seconds, LONGEST_STOP_OF_ONE) if process.singleton else process.stop_seconds


def steps(process: Process) -> int:
    """How many times an update starts replicas."""
    return math.ceil(process.replicas / _at_a_time(process))


def of(process: Process) -> dict[str, Any]:
    """The update of a process's service."""
    if process.lifetime == "once":
        # To a swarm even the good end of a replica is a failure of its update.
        return _updates("stop-first", 1, "continue")
    return one_at_a_time() if process.singleton else _updates("start-first", _at_a_time(process))


def one_at_a_time() -> dict[str, Any]:
    """The old one ends before the new one starts."""
    return _updates("stop-first", 1)


def _at_a_time(process: Process) -> int:
    """Web one by one, workers a third at a time; each new replica works before an old one is told to stop."""
    return 1 if process.role == "web" else max(1, process.replicas // 3)


def _updates(order: str, parallelism: int, on_failure: str = "rollback") -> dict[str, Any]:
    strategy = {
        "parallelism": parallelism,
        "delay": "0s",
        "monitor": MONITOR,
        "max_failure_ratio": "0.0",
        "order": order,
    }
    return {
        "update_config": {**strategy, "failure_action": on_failure},
        "rollback_config": {**strategy, "failure_action": "pause"},
    }
