"""How a container is kept apart from the machine that it runs on."""

from collections.abc import Sequence
from dataclasses import dataclass

from .resource import Resource
from .value import Absent, Fact

ABSENT = Absent()


@dataclass(frozen=True, slots=True)
class Confinement:
    """One container that runs web, worker, beat, Flower or Redis, or that hints at Celery."""

    resource: Resource
    image: Fact[str] = ABSENT
    """The name, with tag and digest."""
    built: bool = False
    """Whether the stack builds its image."""
    privileged: Fact[bool] = ABSENT
    namespaces: Sequence[Fact[str]] = ()
    """Those that it takes from its machine: `network`, `pid`, `ipc`, `uts`, `user`, `cgroup`."""
    machine_paths: Sequence[Fact[str]] = ()
    """The machine's files and folders that are mounted into it."""
    dropped_capabilities: Sequence[Fact[str]] = ()
    """`ALL`, or names; a single pathful Absent where none is dropped."""
    added_capabilities: Sequence[Fact[str]] = ()
    no_new_privileges: Fact[bool] = ABSENT
    read_only: Fact[bool] = ABSENT
    """Whether its root file system is."""
    memory: Fact[float] = ABSENT
    """The limit, in any unit; 0 is none."""
    cpu: Fact[float] = ABSENT
