"""Reads the arguments of this project's components, as the user gave them.

A CeleryStack's arguments hold those of all its roles, each at the path that the user wrote.
"""

from collections.abc import Iterator

from .addresses import is_loopback, listening
from .reader import Reader
from .redis_url import parts_of
from .resource import STACK, Resource
from .value import Absent, Fact, Known, Password, Unknown, convert, or_default
from .workload import BEAT, WEB, WORKER, Redis, Workload

PREFIX = "celery-stack:index:"
BROKER = f"{PREFIX}Broker"
ROLES = {f"{PREFIX}Web": WEB, f"{PREFIX}Worker": WORKER, f"{PREFIX}Beat": BEAT}

# What the components do for an argument that nobody gives, or always; a test holds them to it.
PASSWORD = Password(32)
USER = "celery-stack"
BIND = "127.0.0.1"
EVICTION = "noeviction"
RESTART = "always"
HEALTH_PATH = "/health"
LOG_LEVEL = "warning"
STOP_GRACE_SECONDS = 60.0
RESULT_EXPIRES_SECONDS = 86_400.0
POOL_LIMITS = {WEB: 2.0, WORKER: 10.0, BEAT: 10.0}

SERIALIZERS = (
    "accept_content",
    "result_accept_content",
    "task_serializer",
    "result_serializer",
    "event_serializer",
)


def read(resource: Resource, inputs: Reader) -> Iterator[Workload | Redis]:
    """The facts in one component's arguments."""
    if resource.type == STACK:
        yield from _stack(resource, inputs)
    elif resource.type == BROKER:
        yield _server(resource, inputs)
    elif role := ROLES.get(resource.type):
        yield from _process(resource, role, inputs, inputs)


def application(module: str) -> str:
    """The first name of what `celery -A` is given."""
    return module.replace(":", ".").partition(".")[0]


def _stack(resource: Resource, inputs: Reader) -> Iterator[Workload | Redis]:
    if "existing_broker" in inputs:
        yield _elsewhere(resource, inputs.child("existing_broker"))
    else:
        yield _server(resource, inputs.child("broker"))
    for role in (WEB, BEAT):
        if role in inputs:
            yield from _process(resource, role, inputs.child(role), inputs)
    for worker in inputs.child("workers").children():
        yield from _process(resource, WORKER, worker, inputs)


def _process(resource: Resource, role: str, own: Reader, shared: Reader) -> Iterator[Workload | Redis]:
    app = (own if "app" in own else shared).child("app")
    target = (own if "target" in own else shared).child("target")
    settings = app.child("settings")
    yield Workload(
        resource,
        roles=Known(frozenset({role})),
        application=convert(app.text("module"), application, "a module"),
        user=_user(target),
        restart=Known(RESTART),
        stop_grace=or_default(app.number("stop_grace"), STOP_GRACE_SECONDS),
        health_path=_health_path(own, app),
        log_level=or_default(own.text("log_level"), LOG_LEVEL),
        serializers=[name for setting in SERIALIZERS for name in settings.texts(setting)],
        result_expires=or_default(settings.limit("result_expires"), RESULT_EXPIRES_SECONDS),
        pool_limit=or_default(settings.limit("broker_pool_limit"), POOL_LIMITS[role]),
    )
    if "broker" in own:
        yield _elsewhere(resource, own.child("broker"))


def _user(target: Reader) -> Fact[str]:
    """A target has one key, the kind of place, and there the user is named."""
    return next((or_default(place.text("user"), USER) for place in target.children()), Known(USER))


def _health_path(own: Reader, app: Reader) -> Fact[str]:
    """The runtime answers it unless it is switched off; a `command` of the user's own has to."""
    runtime = or_default(app.flag("runtime"), True)
    if "command" in own or runtime == Known(True, runtime.path):
        return or_default(own.text("health_path"), HEALTH_PATH)
    return Absent(runtime.path) if isinstance(runtime, Known) else runtime


def _elsewhere(resource: Resource, reference: Reader) -> Redis:
    url = reference.text("url")
    if isinstance(url, Known):
        host, password = parts_of(url)
    elif isinstance(url, Unknown):
        host, password = url, url
    else:
        host, password = reference.text("host"), reference.password("password")
    return Redis(resource, password=password, loopback=isinstance(host, Known) and is_loopback(host.value))


def _server(resource: Resource, inputs: Reader) -> Redis:
    return Redis(
        resource,
        password=or_default(inputs.password("password"), PASSWORD),
        addresses=tuple(listening(or_default(inputs.text("bind"), BIND))),
        eviction=Known(EVICTION),
    )
