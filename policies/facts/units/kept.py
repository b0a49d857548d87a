"""A process that systemd or Supervisor keeps alive, as the text that tells them to says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..confinement import Confinement
from ..redis import Redis
from ..stack import Subject
from ..unit import Unit
from ..value import Known
from ..workload import BEAT, WORKER, Workload
from .process import Process


@dataclass(frozen=True, slots=True)
class Kept:
    """One process, and what its unit or program says beside that."""

    process: Process
    unit: Callable[[frozenset[str]], Unit]
    """By the roles that it runs."""
    reads: frozenset[str] = frozenset()
    """The files that its environment comes from."""

    @property
    def names(self) -> frozenset[str]:
        """The files that it reads, and the words of its command line."""
        return self.reads | self.process.names

    def facts(self) -> Iterator[Subject]:
        """What runs, and how it is kept; a unit that only starts a container has no sandbox to give."""
        subjects = list(self.process.facts())
        yield from subjects
        roles = [one.roles for one in subjects if isinstance(one, Workload)]
        runs = frozenset[str]().union(*(fact.value for fact in roles if isinstance(fact, Known)))
        is_ours = bool(runs & {WORKER, BEAT}) or any(isinstance(one, Redis) for one in subjects)
        if is_ours and not any(isinstance(one, Confinement) for one in subjects):
            yield self.unit(runs)
