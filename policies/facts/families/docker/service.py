"""Reads a service of the Docker provider, with what a swarm does by default."""

from collections.abc import Iterator

from ... import engine, health, images
from ...beats import EVERY_NODE
from ...container import Container
from ...durations import seconds
from ...environment import Environment, Word
from ...flower import Flower
from ...reader import Reader
from ...redis import Redis
from ...resource import Resource
from ...stack import Subject
from ...value import Absent, Fact, Known, convert, or_default
from ...workload import Workload
from . import confinement, files, networks
from .arguments import EVERYWHERE, interval, labels, names

SPEC = "taskSpec.containerSpec"
_START_FIRST = "start-first"


def service(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """What a docker.Service runs."""
    spec = inputs.child("taskSpec").child("containerSpec")
    image = images.origin(spec.text("image"), inputs.sources("taskSpec"))
    yield from Container(
        words=(*spec.texts("commands"), *spec.texts("args")),
        path=f"{SPEC}.args",
        image=image.name,
        workload=_process(resource, inputs, spec),
        server=_server(resource, inputs, spec),
        monitor=Flower(resource, published=_published(inputs)),
        confinement=confinement.of_service(resource, inputs, image),
        environment=Environment.of_mapping(spec.child("env")),
        labels={**labels(inputs), **labels(spec)},
        files=files.configured(inputs, spec),
    ).facts()


def _process(resource: Resource, inputs: Reader, spec: Reader) -> Workload:
    test = spec.child("healthcheck").texts("tests")
    return Workload(
        resource,
        replicas=_replicas(inputs.child("mode")),
        overlap=_overlap(inputs.child("updateConfig")),
        user=engine.user(spec.text("user")),
        restart=_restart(inputs),
        # The provider sends 0 for what nobody set, and a swarm kills at once then.
        stop_grace=convert(spec.text("stopGracePeriod"), seconds, "a duration"),
        stop_signal=spec.text("stopSignal"),
        health_test=health.kind(test, f"{SPEC}.healthcheck.tests"),
        health_path=health.asked(test),
        health_interval=health.interval(test, interval(spec.child("healthcheck"))),
        log_driver=inputs.child("taskSpec").child("logDriver").text("name"),
    )


def _server(resource: Resource, inputs: Reader, spec: Reader) -> Redis:
    task = inputs.child("taskSpec")
    given = networks.of_service(task)
    return Redis(
        resource,
        names=names(task, "networksAdvanceds", inputs.text("name"), spec.text("hostname")),
        published=_published(inputs),
        networks=given,
        private=networks.are_closed(given, inputs, "taskSpec"),
        restart=_restart(inputs),
        health_test=health.kind(spec.child("healthcheck").texts("tests"), f"{SPEC}.healthcheck.tests"),
    )


def _published(inputs: Reader) -> tuple[Word, ...]:
    """A swarm publishes on every node, at each of its addresses."""
    ports = inputs.child("endpointSpec").objects("ports")
    return tuple(convert(port.whole, lambda _: EVERYWHERE, "a port") for port in ports)


def _restart(inputs: Reader) -> Word:
    """A service's condition, in the words of a container's policy; one that gives up does not last."""
    policy = inputs.child("taskSpec").child("restartPolicy")
    condition, attempts = or_default(policy.text("condition"), "any"), policy.number("maxAttempts")
    if isinstance(attempts, Known) and attempts.value:
        return Known(f"at most {attempts.value:g} times", attempts.path)
    return convert(condition, lambda when: "always" if when == "any" else when, "a text")


def _overlap(update: Reader) -> Word:
    """A swarm stops the old task first where nobody says otherwise."""
    order = update.text("order")
    return Absent() if isinstance(order, Known) and order.value != _START_FIRST else order


def _replicas(mode: Reader) -> Fact[float]:
    everywhere = mode.flag("global")
    if everywhere == Known(True, everywhere.path):
        return Known(EVERY_NODE, everywhere.path)
    return or_default(mode.child("replicated").number("replicas"), 1.0)
