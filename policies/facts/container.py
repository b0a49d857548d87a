"""What runs in a container, read in one way for every platform that has containers.

A family's module describes the container. What is trusted, most first: the label of this project's own containers, the
command line, the image; a name is a hint at most.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from . import celery_files, celery_settings, connections, flower_options, images, redis_container, scripts
from .broker_url import address_of
from .command import Found, Words, detect
from .command.programs import hint
from .command.words import known, unread
from .confinement import Confinement
from .connection import Carrier
from .environment import Environment
from .flower import Flower
from .redis import Redis
from .resource import Resource
from .settings import Settings
from .stack import Subject
from .value import Fact, Known, Unknown, convert
from .workload import ABSENT, ROLES, Workload, application

ROLE_LABELS = ("celery-stack.role", "celery-stack/role")
_BROKER, _NOT_SERVING = "broker", {"release", "files"}
_BROKER_URLS = ("CELERY_BROKER_URL", "CELERY_BROKER_READ_URL", "CELERY_BROKER_WRITE_URL", "BROKER_URL")
_LOG_LEVELS = ("CELERY_LOG_LEVEL", "CELERY_LOGLEVEL", "CELERYD_LOG_LEVEL", "CELERY_WORKER_LOG_LEVEL")
_NO_ENVIRONMENT = Environment()


@dataclass(frozen=True, slots=True)
class Container:
    """A container as its platform describes it."""

    words: Words
    """Entrypoint and command; empty where the image's own run."""
    path: str
    """The argument that holds the command."""
    image: Fact[str]
    workload: Workload
    """What the platform does with a Celery process in it."""
    server: Redis
    """What it does with a Redis in it."""
    confinement: Confinement
    """How it keeps the container apart."""
    monitor: Flower | None = None
    """What it does with a Flower in it, where it can be reached from outside."""
    carrier: Carrier = Carrier.PLAIN
    """Whether its platform could keep secrets out of its environment and arguments."""
    environment: Environment = _NO_ENVIRONMENT
    labels: Mapping[str, Fact[str]] = field(default_factory=dict)
    files: Mapping[str, Fact[str]] = field(default_factory=dict)
    """The content of files that are put into it, by their path there."""
    name: str = ""
    """What it is called, where its resource has several."""

    def facts(self) -> Iterator[Subject]:
        """What runs there; a Workload of unknown roles where all that is known of it is that it deserves a look."""
        if self._label() in _NOT_SERVING:
            return
        seen = replace(self, words=scripts.in_full(self.words, self.files))
        found = detect(seen._arguments(), self.environment)
        variables = {**self.environment.variables, **found.variables}
        yield from replace(seen, environment=replace(self.environment, variables=variables))._facts(found)

    def _facts(self, found: Found) -> Iterator[Subject]:
        sources = (celery_settings.of_options(found), found.settings, self.environment.variables)
        settings = celery_settings.read(self._resource, *sources)
        running = list(self._running(found, settings))
        yield from running
        connected = [*self._connections(found), *celery_files.read(self._resource, self.files)]
        yield from connected
        if settings:
            yield settings
        is_other = bool(self.words) and isinstance(found.roles, Known)
        if found.sentinel:
            yield from redis_container.ways_to_a_sentinel(self.server)
        if any(map(self._is_ours, running)) or (connected and not is_other):
            yield replace(self.confinement, image=self.image)
        if running or connected:
            yield from connections.secrets(self._resource, self.environment.variables, self.carrier)
            yield from connections.in_clear(self._resource, redis_container.in_clear(self, found), self.carrier)

    @property
    def _resource(self) -> Resource:
        return self.workload.resource

    def _is_ours(self, subject: Subject) -> bool:
        """Whether it is more than a worker of some kind, which may be another system's."""
        is_hint = isinstance(subject, Workload) and not isinstance(subject.roles, Known)
        return not is_hint or any("celery" in text.lower() for text in self._hints())

    def _running(self, found: Found, settings: Settings | None) -> Iterator[Subject]:
        role = self._label()
        if role == _BROKER:
            yield redis_container.read(self, found)
        elif role in ROLES:
            yield self._process(found, Known(frozenset({role})), settings)
        elif not role:
            yield from self._by_command(found, settings) if self.words else self._by_image()

    def _label(self) -> str:
        """The role that a label says; empty without one that is known."""
        said = [self.labels[name] for name in ROLE_LABELS if name in self.labels]
        names = [fact.value for fact in said if isinstance(fact, Known)]
        return next((name for name in names if name in (_BROKER, *ROLES, *_NOT_SERVING)), "")

    def _by_command(self, found: Found, settings: Settings | None) -> Iterator[Subject]:
        """What a command starts, which may be several."""
        if found.redis is not None or (isinstance(found.roles, Unknown) and images.is_redis(known(self.image))):
            yield redis_container.read(self, found)
        if found.flower is not None:
            yield self._flower(found.flower)
        if (isinstance(found.roles, Known) and found.roles.value) or (
            isinstance(found.roles, Unknown) and (isinstance(found.manager, Known) or self._is_telling())
        ):
            yield self._process(found, found.roles, settings)

    def _by_image(self) -> Iterator[Subject]:
        """What an image starts by itself, as far as its name tells."""
        image, unknown = known(self.image), Unknown(self.path, "not set; its image decides what runs")
        if images.is_redis(image):
            yield redis_container.read(self, Found())
        elif images.is_flower(image):
            yield self._flower(() if images.repository(image) == images.FLOWER else (unknown,))
        elif self._is_telling():
            yield self._process(Found(), unknown, None)
        elif isinstance(self.image, Unknown) and images.may_be_redis(self.name or self._resource.name):
            yield Redis(self._resource, password=unread(self.image, "not known"), names=self.server.names)

    def _arguments(self) -> Words:
        """The command line; some images put their program before options, or before a configuration."""
        image, first = known(self.image), known(self.words[0]) if self.words else ""
        program = ""
        if images.is_redis(image) and (first.startswith("-") or first.endswith(".conf")):
            program = "redis-server"
        elif images.is_flower(image) and first.startswith("-"):
            program = "flower"
        elif images.is_airflow(image) and first == "celery":
            program = "airflow"
        return (Known(program, self.words[0].path), *self.words) if program else self.words

    def _is_telling(self) -> bool:
        """Whether a name of it, or a word of its command, hints at Celery."""
        return any(map(hint, self._hints()))

    def _hints(self) -> list[str]:
        image = images.repository(known(self.image)).rpartition("/")[2]
        return [self._resource.name, self.name, image, *map(known, self.words)]

    def _process(self, found: Found, roles: Fact[frozenset[str]], settings: Settings | None) -> Workload:
        """What its platform does with it says nothing as long as it may be something else."""
        platform = self.workload if isinstance(roles, Known) else Workload(self._resource)
        url = _or(found.broker_url, self.environment.get(*_BROKER_URLS))
        module = _or(found.application, self.environment.get("CELERY_APP", "APP"))
        return replace(
            platform,
            roles=roles,
            application=convert(module, application, "a module"),
            broker=address_of(url),
            user=_or(found.user, platform.user),
            force_root=self.environment.get("C_FORCE_ROOT"),
            remaps_signal=isinstance(self.environment.get("REMAP_SIGTERM"), Known),
            log_level=_or(found.log_level, self.environment.get(*_LOG_LEVELS)),
            manager=found.manager,
            detached=found.detached,
            scheduler=found.scheduler,
            settings=settings,
        )

    def _flower(self, arguments: Words) -> Flower:
        flower = self.monitor or Flower(self._resource)
        return flower_options.read(flower, arguments, self.environment, self.files, self.path)

    def _connections(self, found: Found) -> Iterator[Subject]:
        """The URLs in its environment and in its arguments."""
        arguments = ((found.broker_url, True), (found.result_backend, False))
        return chain(
            connections.in_environment(self._resource, self.environment.variables, self.carrier),
            *(
                connections.of_text(self._resource, text, self.carrier, is_broker=is_broker)
                for text, is_broker in arguments
            ),
        )


def _or(first: Fact[str], second: Fact[str]) -> Fact[str]:
    return first if first != ABSENT else second
