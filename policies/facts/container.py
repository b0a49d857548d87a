"""What runs in a container, read in one way for every platform that has containers.

A family's module describes the container. What is trusted, most first: the label of this project's own containers, the
command line, the image; a name is a hint at most.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from . import images, password
from .command import Found, Words, detect, redis
from .command.words import known, unread
from .environment import Environment
from .redis_url import address_of
from .value import Absent, Fact, Known, Password, Unknown, convert
from .workload import ABSENT, ROLES, Redis, Workload, application

ROLE_LABELS = ("celery-stack.role", "celery-stack/role")
_BROKER, _NOT_SERVING = "broker", {"release", "files"}
_BROKER_URLS = ("CELERY_BROKER_URL", "CELERY_BROKER_READ_URL", "CELERY_BROKER_WRITE_URL", "BROKER_URL")
_PASSWORDS = ("REDIS_PASSWORD", "REDIS_PASSWORD_FILE", "VALKEY_PASSWORD", "VALKEY_PASSWORD_FILE")
_FLAGS = ("REDIS_ARGS", "REDIS_EXTRA_FLAGS", "VALKEY_EXTRA_FLAGS")
_TRUE = {"1", "y", "yes", "true"}
_TELLING = re.compile(r"celery|beat|worker", re.IGNORECASE)
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
    environment: Environment = _NO_ENVIRONMENT
    labels: Mapping[str, Fact[str]] = field(default_factory=dict)
    files: Mapping[str, Fact[str]] = field(default_factory=dict)
    """The content of files that are put into it, by their path there."""

    def facts(self) -> Iterator[Workload | Redis]:
        """What runs there; a Workload of unknown roles where all that is known of it is that it deserves a look."""
        found, role = detect(self._arguments()), self._label()
        if role == _BROKER:
            yield self._redis(found.redis)
        elif role in ROLES:
            yield self._process(found, Known(frozenset({role})))
        elif not role:
            yield from self._by_command(found) if self.words else self._by_image()

    def _label(self) -> str:
        """The role that a label says; empty without one that is known."""
        said = [self.labels[name] for name in ROLE_LABELS if name in self.labels]
        names = [fact.value for fact in said if isinstance(fact, Known)]
        return next((name for name in names if name in (_BROKER, *ROLES, *_NOT_SERVING)), "")

    def _by_command(self, found: Found) -> Iterator[Workload | Redis]:
        """What a command starts, which may be both."""
        if found.redis is not None:
            yield self._redis(found.redis)
        if isinstance(found.roles, Known) and found.roles.value:
            yield self._process(found, found.roles)
        elif isinstance(found.roles, Unknown) and (isinstance(found.manager, Known) or self._is_telling()):
            yield Workload(self.workload.resource, roles=found.roles, manager=found.manager)

    def _by_image(self) -> Iterator[Workload | Redis]:
        """What an image starts by itself, as far as its name tells."""
        if isinstance(self.image, Known) and images.is_redis(self.image.value):
            yield self._redis(None)
        elif self._is_telling():
            yield Workload(self.workload.resource, roles=Unknown(self.path, "not set; its image decides what runs"))

    def _arguments(self) -> Words:
        """The command line; the images of Redis put the server before options and before a configuration."""
        first = self.words[0] if self.words else ABSENT
        is_redis = isinstance(self.image, Known) and images.is_redis(self.image.value)
        if is_redis and isinstance(first, Known) and (first.value.startswith("-") or first.value.endswith(".conf")):
            return (Known("redis-server", first.path), *self.words)
        return self.words

    def _is_telling(self) -> bool:
        """Whether a name of it, or a word of its command, hints at Celery."""
        image = images.repository(self.image.value) if isinstance(self.image, Known) else ""
        return any(_TELLING.search(name) for name in (self.workload.resource.name, image, *map(known, self.words)))

    def _process(self, found: Found, roles: Fact[frozenset[str]]) -> Workload:
        url = found.broker_url if found.broker_url != ABSENT else self.environment.get(*_BROKER_URLS)
        module = found.application if found.application != ABSENT else self.environment.get("APP")
        remaps = not isinstance(self.environment.get("REMAP_SIGTERM"), Absent)
        return replace(
            self.workload,
            roles=roles,
            application=convert(module, application, "a module"),
            broker=address_of(url),
            user=self.workload.user if found.user == ABSENT else found.user,
            stop_signal=ABSENT if remaps else self.workload.stop_signal,
            log_level=found.log_level,
            manager=found.manager,
        )

    def _redis(self, arguments: Words | None) -> Redis:
        """The server, by its arguments and by what its image adds to them."""
        words = (*(arguments or ()), *self._more_arguments())
        directives = redis.read(words, self.files)
        asked = redis.password(directives, words, f"{self.path}: requirepass")
        if arguments is None and isinstance(asked, Absent):
            asked = self._password_of_image()
        return replace(self.server, password=asked, loopback=redis.is_closed(directives))

    def _more_arguments(self) -> Words:
        """What images take from the environment; that of Redis itself takes nothing."""
        if isinstance(self.image, Known) and images.repository(self.image.value) in images.WITHOUT_FLAGS:
            return ()
        flags = self.environment.get(*_FLAGS)
        if isinstance(flags, Known):
            return tuple(Known(word, flags.path) for word in flags.value.split())
        return (flags,) if isinstance(flags, Unknown) else ()

    def _password_of_image(self) -> Fact[Password]:
        """What an image asks for by itself; a command of its own may say anything."""
        if self.words:
            return unread(self.words[0], "a command that cannot be read")
        if not isinstance(self.image, Known):
            return Unknown(self.path, "not set; its image decides what runs")
        name = images.repository(self.image.value)
        if images.BITNAMI.search(name):
            return self._password_of_environment()
        if name in images.OFFICIAL:
            return Absent(f"{self.path}: requirepass")
        return Unknown(self.image.path, "an image whose configuration cannot be seen")

    def _password_of_environment(self) -> Fact[Password]:
        given = self.environment.get(*_PASSWORDS)
        if not isinstance(given, Absent):
            return convert(given, password.of, "a text")
        allowed = self.environment.get("ALLOW_EMPTY_PASSWORD")
        if isinstance(allowed, Known) and allowed.value.lower() in _TRUE:
            return Known(Password(0), allowed.path)
        return Absent("REDIS_PASSWORD")
