"""What runs on a machine, by its files and by what was started there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from .. import celery_files
from ..command.words import Word, known
from ..environment import Environment
from ..redis import Redis
from ..resource import Resource
from ..stack import Subject
from ..value import Absent, Fact, Known
from ..workload import Workload
from . import environment_file, programs, redis_server, services
from .kept import Kept
from .machine import Machine, Started
from .process import Process
from .redis_conf import is_configuration, is_written
from .systemd import DROP_IN

_UNIT = re.compile(r"\.service$|/supervisor")
_OF_CONTAINERS = re.compile(r"docker|podman|compose|container", re.IGNORECASE)
_OF_MACHINES = ("/etc/redis", "/etc/valkey")
_NOBODY = "not looked after by systemd or Supervisor"
_LOG_LEVELS = ("CELERYD_LOG_LEVEL", "CELERY_LOG_LEVEL", "CELERY_LOGLEVEL", "CELERY_WORKER_LOGLEVEL")


@dataclass(frozen=True, slots=True)
class Host:
    """A machine, and how a resource gets there."""

    resource: Resource
    machine: Machine
    user: Word
    """Who its commands are run by."""
    names: frozenset[str] = frozenset()
    """By which others reach it."""

    def facts(self) -> Iterator[Subject]:
        """What is kept alive there, what was only started, and what the other files say."""
        texts = _merged(self.machine.files)
        kept = {name: list(self._kept(name, text)) for name, text in texts.items()}
        processes = [*(one for ones in kept.values() for one in ones), *map(self._started, self.machine.started)]
        named = frozenset[str]().union(*(process.names for process in processes))
        others = {name: text for name, text in texts.items() if not kept[name] and name not in named}
        for process in processes:
            yield from map(self._reached, process.facts())
        yield from map(self._reached, self._others(others))

    def _reached(self, subject: Subject) -> Subject:
        return replace(subject, names=subject.names | self.names) if isinstance(subject, Redis) else subject

    def _kept(self, name: str, text: Fact[str]) -> Iterator[Kept | Process]:
        """The processes that a unit or a configuration of Supervisor names; one where it cannot be seen."""
        if isinstance(text, Known):
            yield from services.read(self.resource, name, text, self.machine)
            yield from programs.read(self.resource, text, self.machine)
        elif _UNIT.search(name):
            last = name.rpartition("/")[2]
            yield Process((text,), text.path, Workload(self.resource), Redis(self.resource), name=last)

    def _started(self, one: Started) -> Process:
        """What nobody keeps alive."""
        restart: Word = Absent(one.path, _NOBODY)
        return Process(
            one.words,
            one.path,
            Workload(self.resource, replicas=Known(1.0), user=_or(one.user, self.user), restart=restart),
            Redis(self.resource, restart=restart),
            environment=Environment(one.variables),
            files=self.machine.files,
            sees_one=False,
        )

    def _others(self, texts: Mapping[str, Fact[str]]) -> Iterator[Subject]:
        """What files say that nothing here names: of a Redis, and to Celery."""
        servers = {name: text for name, text in texts.items() if self._is_of_redis(name, text)}
        for name, text in servers.items():
            if name.startswith(_OF_MACHINES) or not self._has_containers(name):
                yield redis_server.read(Redis(self.resource), (Known(name, text.path),), texts, text.path)
        rest = {name: text for name, text in texts.items() if name not in servers}
        yield from celery_files.read(self.resource, rest)
        for name, text in rest.items():
            if isinstance(text, Known):
                yield from services.added(self.resource, name, text)
                yield from self._by_environment(Environment(environment_file.read(text.value, text.path)))

    def _is_of_redis(self, name: str, text: Fact[str]) -> bool:
        return is_configuration(name) and not (isinstance(text, Known) and not is_written(text.value))

    def _has_containers(self, name: str) -> bool:
        """Whether a file may as well be mounted into a container, where a server listens on all addresses."""
        words = (known(word) for one in self.machine.started for word in one.words[:1])
        return any(map(_OF_CONTAINERS.search, (name, *self.machine.files, *words)))

    def _by_environment(self, said: Environment) -> Iterator[Workload]:
        """What an environment says to a process that another resource starts."""
        process = Workload(
            self.resource,
            user=said.get("CELERYD_USER"),
            force_root=said.get("C_FORCE_ROOT"),
            log_level=said.get(*_LOG_LEVELS),
        )
        if process != Workload(self.resource):
            yield process


def _merged(files: Mapping[str, Fact[str]]) -> Mapping[str, Fact[str]]:
    """The files, each unit with what is dropped in to it."""
    merged = dict(files)
    for name, text in files.items():
        unit = DROP_IN.sub("", name)
        base = merged.get(unit)
        if unit != name and isinstance(text, Known) and isinstance(base, Known):
            merged[unit] = Known(f"{base.value}\n{text.value}", base.path)
            del merged[name]
    return merged


def _or(first: Word, second: Word) -> Word:
    return second if isinstance(first, Absent) else first
