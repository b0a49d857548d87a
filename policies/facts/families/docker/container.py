"""Reads a container of the Docker provider, with what the provider and the engine do by default."""

from collections.abc import Iterator

from ... import engine, health, images
from ...container import Container
from ...environment import Environment, Word
from ...flower import Flower
from ...reader import Reader
from ...redis import Redis
from ...resource import Resource
from ...stack import Subject
from ...value import Fact, Known, or_default
from ...workload import Workload
from . import confinement, files, networks
from .arguments import SECONDS_TO_STOP, address, interval, labels, names


def container(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """What a docker.Container runs."""
    image = images.origin(inputs.text("image"), inputs.sources("image"))
    yield from Container(
        words=(*inputs.texts("entrypoints"), *inputs.texts("command")),
        path="command",
        image=image.name,
        workload=_process(resource, inputs),
        server=_server(resource, inputs),
        monitor=Flower(resource, published=_published(inputs), publishes_all=inputs.flag("publishAllPorts")),
        confinement=confinement.of_container(resource, inputs, image),
        environment=Environment.of(inputs.texts("envs")),
        labels=labels(inputs),
        files=files.uploaded(inputs),
    ).facts()


def _process(resource: Resource, inputs: Reader) -> Workload:
    test = inputs.child("healthcheck").texts("tests")
    return Workload(
        resource,
        replicas=Known(1.0),
        user=engine.user(inputs.text("user")),
        restart=or_default(inputs.text("restart"), "no"),
        stop_grace=_stop_grace(inputs),
        stop_signal=inputs.text("stopSignal"),
        health_test=health.kind(test, "healthcheck.tests"),
        health_path=health.asked(test),
        health_interval=health.interval(test, interval(inputs.child("healthcheck"))),
        log_driver=inputs.text("logDriver"),
    )


def _server(resource: Resource, inputs: Reader) -> Redis:
    given = networks.of_container(inputs)
    return Redis(
        resource,
        names=names(inputs, "networksAdvanced", inputs.text("name"), inputs.text("hostname")),
        published=_published(inputs),
        publishes_all=inputs.flag("publishAllPorts"),
        networks=given,
        private=networks.are_closed(given, inputs, "networksAdvanced", "networks", "networkMode"),
        restart=or_default(inputs.text("restart"), "no"),
        health_test=health.kind(inputs.child("healthcheck").texts("tests"), "healthcheck.tests"),
    )


def _published(inputs: Reader) -> tuple[Word, ...]:
    return tuple(address(port.text("ip")) for port in inputs.objects("ports"))


def _stop_grace(inputs: Reader) -> Fact[float]:
    """The shorter of two: the provider stops by one, `docker stop` and the engine itself by the other."""
    grace, timeout = inputs.number("destroyGraceSeconds"), or_default(inputs.number("stopTimeout"), SECONDS_TO_STOP)
    if isinstance(grace, Known) and isinstance(timeout, Known):
        return min(grace, timeout, key=lambda fact: fact.value)
    return grace
