"""Reads the arguments of this project's components, as the user gave them.

A CeleryStack's arguments hold those of all its roles, each at the path that the user wrote.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .. import connections
from ..addresses import is_loopback, listening
from ..celery_settings import SERIALIZERS
from ..confinement import Confinement
from ..connection import Carrier
from ..health import COMMAND
from ..reader import Reader
from ..redis import Redis
from ..resource import COMPONENTS, STACK, Resource
from ..settings import Settings
from ..stack import Subject
from ..value import Absent, Fact, Known, Password, convert, or_default
from ..workload import ABSENT, BEAT, WEB, WORKER, Workload, application

BROKER = f"{COMPONENTS}Broker"
ROLES = {f"{COMPONENTS}Web": WEB, f"{COMPONENTS}Worker": WORKER, f"{COMPONENTS}Beat": BEAT}

# What the components do for an argument that nobody gives, or always; a test holds them to it.
PASSWORD = Password(32)
EVICTION = "noeviction"
CERTIFICATES = "required"
RESTART = "always"
HEALTH_PATH = "/health"
LOG_LEVEL = "warning"
LONGEST_TASK_SECONDS = 600.0
STOP_GRACE_SECONDS = 60.0
RESULT_EXPIRES_SECONDS = 86_400.0
POOL_LIMITS = {WEB: 2.0, WORKER: 10.0, BEAT: 10.0}


@dataclass(frozen=True, slots=True)
class Place:
    """What a kind of target does for an argument that nobody gives; empty where it has no such argument."""

    user: str = ""
    bind: str = ""
    """Where Redis listens. In a network of its own it has no address outside."""
    log_driver: str = ""
    tests_health: bool = False
    """Whether the platform asks each process whether it works."""


PLACES = {
    "host": Place("celery-stack", bind="127.0.0.1"),
    "docker": Place("10001:10001", log_driver="json-file", tests_health=True),
    "swarm": Place("10001:10001", log_driver="json-file", tests_health=True),
}


def _stack(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    if "existing_broker" in inputs:
        yield from _elsewhere(resource, inputs.child("existing_broker"))
    else:
        yield _server(resource, inputs.child("broker"), inputs)
    for role in (WEB, BEAT):
        if role in inputs:
            yield from _process(resource, role, inputs.child(role), inputs)
    for worker in inputs.child("workers").children():
        yield from _process(resource, WORKER, worker, inputs)


def _process(resource: Resource, role: str, own: Reader, shared: Reader) -> Iterator[Subject]:
    app = (own if "app" in own else shared).child("app")
    place, target = _place((own if "target" in own else shared).child("target"))
    settings = _settings(resource, role, app)
    yield Workload(
        resource,
        roles=Known(frozenset({role})),
        application=convert(app.text("module"), application, "a module"),
        user=_or_the_places(target.text("user"), place.user),
        force_root=app.child("env").text("C_FORCE_ROOT"),
        restart=Known(RESTART),
        stop_grace=or_default(app.number("stop_grace"), STOP_GRACE_SECONDS),
        health_test=_health_test(role, app) if place.tests_health else ABSENT,
        health_path=_health_path(own, app),
        log_level=or_default(own.text("log_level"), LOG_LEVEL),
        log_driver=_or_the_places(target.child("log").text("driver"), place.log_driver),
        settings=settings,
    )
    yield settings
    if "image" in app:
        yield Confinement(resource, image=app.text("image"))
    if "broker" in own:
        yield from _elsewhere(resource, own.child("broker"))


def _settings(resource: Resource, role: str, app: Reader) -> Settings:
    given = app.child("settings")
    longest: Fact[float | None] = convert(app.number("longest_task"), float, "a number")
    return Settings(
        resource,
        serializers=tuple(name for setting in SERIALIZERS for name in given.texts(setting)),
        result_expires=or_default(given.limit("result_expires"), RESULT_EXPIRES_SECONDS),
        pool_limit=or_default(given.limit("broker_pool_limit"), POOL_LIMITS[role]),
        time_limit=or_default(longest, LONGEST_TASK_SECONDS),
        visibility_timeout=given.child("broker_transport_options").limit("visibility_timeout"),
    )


def _place(target: Reader) -> tuple[Place, Reader]:
    """A target has one key, the kind of place, and there its arguments."""
    kind = next(iter(target.names()), "")
    return PLACES.get(kind, Place()), target.child(kind) if kind else target


def _or_the_places(given: Fact[str], default: str) -> Fact[str]:
    """The argument, or what the place does without it."""
    if not isinstance(given, Absent):
        return given
    return Known(default, given.path) if default else ABSENT


def _health_path(own: Reader, app: Reader) -> Fact[str]:
    """The runtime answers it unless it is switched off; a `command` of the user's own has to."""
    path = or_default(own.text("health_path"), HEALTH_PATH)
    return path if "command" in own else _by_the_runtime(app, path)


def _health_test(role: str, app: Reader) -> Fact[str]:
    """Whether a web process takes connections can be asked without the runtime, too."""
    test = Known(COMMAND)
    return test if role == WEB else _by_the_runtime(app, test)


def _by_the_runtime(app: Reader, fact: Fact[str]) -> Fact[str]:
    """What only celery-stack-runtime brings."""
    runtime = or_default(app.flag("runtime"), True)
    if isinstance(runtime, Known):
        return fact if runtime.value else Absent(runtime.path, "false")
    return runtime


def _elsewhere(resource: Resource, reference: Reader) -> Iterator[Subject]:
    if "url" in reference:
        for url in connections.of_text(resource, reference.text("url"), Carrier.FILE, is_broker=True):
            yield replace(url, certificates=or_default(url.certificates, CERTIFICATES))
        return
    host, password = reference.text("host"), reference.password("password")
    yield Redis(resource, password=password, loopback=isinstance(host, Known) and is_loopback(host.value))


def _server(resource: Resource, own: Reader, shared: Reader) -> Redis:
    place, _ = _place((own if "target" in own else shared).child("target"))
    return Redis(
        resource,
        password=or_default(own.password("password"), PASSWORD),
        addresses=tuple(listening(_or_the_places(own.text("bind"), place.bind))),
        eviction=Known(EVICTION),
    )


def _broker(resource: Resource, inputs: Reader) -> Iterator[Redis]:
    yield _server(resource, inputs, inputs)


def _role(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    yield from _process(resource, ROLES[resource.type], inputs, inputs)


TYPES = {STACK: _stack, BROKER: _broker, **dict.fromkeys(ROLES, _role)}
