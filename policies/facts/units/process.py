"""What a unit, a program or a script starts on a machine, read as a container is that shares the machine."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from ..command import Found, Words, detect, shell
from ..command.unwrap import Command, unwrap
from ..command.words import known, program
from ..confinement import Confinement
from ..connection import Carrier
from ..container import Container
from ..environment import Environment
from ..families.docker.container import container
from ..reader import Reader
from ..redis import Redis
from ..stack import Subject
from ..value import Absent, Fact, Known, Unknown
from ..workload import ABSENT, Workload
from . import docker_run, redis_server

_NOTHING = Environment()
_NAMES = re.compile(r"[=:,]")
"""What stands between names of files, as in `--volume=/here:/there`."""
_OF_MACHINES = {"supervisord", "circusd", "pm2", "pm2-runtime", "runsvdir", "s6-svscan"}
"""Managers that a machine may well have, and whose own configuration says what they start."""


@dataclass(frozen=True, slots=True)
class Process:
    """One command line on a machine, and who looks after it."""

    words: Words
    path: str
    """The argument that holds it."""
    workload: Workload
    """What is done with a Celery process: whose it is, what happens when it ends."""
    server: Redis
    """What is done with a Redis."""
    name: str = ""
    """The unit's or program's."""
    environment: Environment = _NOTHING
    files: Mapping[str, Fact[str]] = field(default_factory=dict)
    """The machine's files that are known, by their path."""
    sees_one: bool = True
    """Whether what looks after it sees that process only, and nothing that goes to the background."""
    may_fork: bool = False
    """Whether what looks after it expects it to leave for the background, as `celery multi` does."""

    @property
    def names(self) -> frozenset[str]:
        """The words of its command line, and their parts, as some of them name files."""
        return frozenset(part for word in self.words for part in _NAMES.split(known(word)))

    def facts(self) -> Iterator[Subject]:
        """What runs, as far as it is known."""
        words = self._with_script()
        for command in unwrap(Command(words), self.environment):
            if docker_run.is_one(command.words):
                yield from self._in_container(docker_run.read(command.words, self.files, self.path))
        found = detect(words, self.environment)
        for subject in self._container(words).facts():
            if isinstance(subject, Workload):
                yield from self._on_machine(subject, found)
            elif isinstance(subject, Redis):
                yield redis_server.read(self.server, found.redis or (), self.files, self._redis_path(found))
            elif not isinstance(subject, Confinement):  # nothing keeps it apart from its machine
                yield subject

    def _container(self, words: Words) -> Container:
        return Container(
            words=words,
            path=self.path,
            image=Absent(),
            workload=self.workload,
            server=self.server,
            confinement=Confinement(self.workload.resource),
            carrier=Carrier.FILE,
            environment=self.environment,
            name=self.name,
        )

    def _in_container(self, inputs: Reader) -> Iterator[Subject]:
        """What runs in a container, which a unit starts again as it does other processes."""
        for subject in container(self.workload.resource, inputs):
            if self.sees_one and isinstance(subject, Workload | Redis):
                yield replace(subject, restart=self.workload.restart)
            else:
                yield subject

    def _on_machine(self, process: Workload, found: Found) -> Iterator[Workload]:
        """A machine runs several processes; only one that nobody sees is wrong there."""
        if isinstance(process.roles, Unknown) and known(found.manager) in _OF_MACHINES:
            return
        is_hidden = self.sees_one and known(found.manager).startswith("a command")
        is_expected = self.may_fork and known(found.manager) == "celery multi"
        yield replace(
            process,
            manager=found.manager if is_hidden else ABSENT,
            detached=ABSENT if is_expected else process.detached,
        )

    def _with_script(self) -> Words:
        """The words with the text of a script in the place of its name, where the text is known."""
        for position, word in enumerate(self.words):
            text = self.files.get(known(word))
            if isinstance(text, Known) and _is_for_a_shell(text.value):
                return (Known("sh", word.path), Known("-c", word.path), text, *self.words[position:])
            if not known(word).startswith("-") and program(word) not in shell.SHELLS:
                break
        return self.words

    def _redis_path(self, found: Found) -> str:
        """Where more could be said to a Redis: in its configuration, or else where it is started."""
        text = self.files.get(known(found.redis[0])) if found.redis else None
        return text.path if isinstance(text, Known) else self.path


def _is_for_a_shell(text: str) -> bool:
    first = text.partition("\n")[0]
    return "sh" in first if first.startswith("#!") else True
