"""Reads containers and services of the Docker provider, with what the provider and the engine do by default."""

from base64 import b64decode
from collections.abc import Iterator

from .. import health, images
from ..confinement import Confinement
from ..container import Container
from ..durations import seconds
from ..environment import Environment, Word
from ..reader import Reader
from ..redis import Redis
from ..resource import Resource
from ..stack import Subject
from ..value import Absent, Fact, Known, Unknown, convert, or_default
from ..workload import Workload

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what the provider fills in
SECONDS_TO_STOP = 10.0
"""What the engine gives a container before it kills it. The provider, when it deletes one, gives nothing."""

SPEC = "taskSpec.containerSpec"

_IMAGES = {"docker:index/remoteImage:RemoteImage": "name", "docker:index/image:Image": "imageName"}


def container(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """What a docker.Container runs."""
    yield from Container(
        words=(*inputs.texts("entrypoints"), *inputs.texts("command")),
        path="command",
        image=_image(inputs.text("image"), inputs, "image"),
        workload=_process_in_container(resource, inputs),
        server=_server_in_container(resource, inputs),
        confinement=Confinement(resource),
        environment=Environment.of(inputs.texts("envs")),
        labels=_labels(inputs),
        files=_files(inputs),
    ).facts()


def _process_in_container(resource: Resource, inputs: Reader) -> Workload:
    test = inputs.child("healthcheck").texts("tests")
    return Workload(
        resource,
        replicas=Known(1.0),
        user=_user(inputs.text("user")),
        restart=or_default(inputs.text("restart"), "no"),
        stop_grace=_stop_grace(inputs),
        stop_signal=inputs.text("stopSignal"),
        health_test=health.kind(test, "healthcheck.tests"),
        health_path=health.asked(test),
        log_driver=inputs.text("logDriver"),
    )


def _server_in_container(resource: Resource, inputs: Reader) -> Redis:
    return Redis(
        resource,
        published=tuple(_address(port.text("ip")) for port in inputs.objects("ports")),
        publishes_all=inputs.flag("publishAllPorts"),
        networks=(inputs.text("networkMode"), *_networks(inputs, "networksAdvanced")),
        restart=or_default(inputs.text("restart"), "no"),
        health_test=health.kind(inputs.child("healthcheck").texts("tests"), "healthcheck.tests"),
    )


def service(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """What a docker.Service runs."""
    spec = inputs.child("taskSpec").child("containerSpec")
    yield from Container(
        words=(*spec.texts("commands"), *spec.texts("args")),
        path=f"{SPEC}.args",
        image=_image(spec.text("image"), inputs, "taskSpec"),
        workload=_process_in_service(resource, inputs, spec),
        server=_server_in_service(resource, inputs, spec),
        confinement=Confinement(resource),
        environment=Environment.of_mapping(spec.child("env")),
        labels={**_labels(inputs), **_labels(spec)},
    ).facts()


def _process_in_service(resource: Resource, inputs: Reader, spec: Reader) -> Workload:
    test = spec.child("healthcheck").texts("tests")
    return Workload(
        resource,
        replicas=_replicas(inputs.child("mode")),
        user=_user(spec.text("user")),
        restart=_restart(inputs),
        stop_grace=or_default(convert(spec.text("stopGracePeriod"), seconds, "a duration"), SECONDS_TO_STOP),
        stop_signal=spec.text("stopSignal"),
        health_test=health.kind(test, f"{SPEC}.healthcheck.tests"),
        health_path=health.asked(test),
        log_driver=inputs.child("taskSpec").child("logDriver").text("name"),
    )


def _server_in_service(resource: Resource, inputs: Reader, spec: Reader) -> Redis:
    ports = inputs.child("endpointSpec").objects("ports")
    return Redis(
        resource,
        published=tuple(convert(port.whole, lambda _: EVERYWHERE, "a port") for port in ports),
        networks=_networks(inputs.child("taskSpec"), "networksAdvanceds"),
        restart=_restart(inputs),
        health_test=health.kind(spec.child("healthcheck").texts("tests"), f"{SPEC}.healthcheck.tests"),
    )


TYPES = {"docker:index/container:Container": container, "docker:index/service:Service": service}


def _user(given: Word) -> Word:
    """An empty user, or a group alone, leaves it to the image."""
    return Absent(given.path) if isinstance(given, Known) and not given.value.partition(":")[0] else given


def _address(given: Word) -> Word:
    return convert(or_default(given, EVERYWHERE), lambda address: address or EVERYWHERE, "an address")


def _stop_grace(inputs: Reader) -> Fact[float]:
    """The shorter of two: the provider stops by one, `docker stop` and the engine itself by the other."""
    grace, timeout = inputs.number("destroyGraceSeconds"), or_default(inputs.number("stopTimeout"), SECONDS_TO_STOP)
    if isinstance(grace, Known) and isinstance(timeout, Known):
        return min(grace, timeout, key=lambda fact: fact.value)
    return grace


def _restart(inputs: Reader) -> Word:
    """A service's condition, in the words of a container's policy."""
    condition = or_default(inputs.child("taskSpec").child("restartPolicy").text("condition"), "any")
    return convert(condition, lambda when: "always" if when == "any" else when, "a text")


def _replicas(mode: Reader) -> Fact[float]:
    everywhere = mode.flag("global")
    if everywhere == Known(True, everywhere.path):
        return Unknown(everywhere.path, "true, for one on each node")
    return or_default(mode.child("replicated").number("replicas"), 1.0)


def _networks(inputs: Reader, key: str) -> tuple[Word, ...]:
    return tuple(network.text("name") for network in inputs.objects(key))


def _labels(inputs: Reader) -> dict[str, Word]:
    pairs = [(label.text("label"), label.text("value")) for label in inputs.objects("labels")]
    return {name.value: value for name, value in pairs if isinstance(name, Known)}


def _files(inputs: Reader) -> dict[str, Word]:
    """What is put into a container before it starts; a file of the machine's is not looked at."""
    uploads = [(upload.text("file"), _content(upload)) for upload in inputs.objects("uploads")]
    return {name.value: content for name, content in uploads if isinstance(name, Known)}


def _content(upload: Reader) -> Word:
    encoded = convert(upload.text("contentBase64"), _decoded, "base64")
    given = [fact for fact in (upload.text("content"), encoded) if not isinstance(fact, Absent)]
    return given[0] if given else Unknown(upload.whole.path, "a file that cannot be seen")


def _decoded(text: str) -> str | None:
    try:
        return b64decode(text).decode(errors="replace")
    except ValueError:
        return None


def _image(given: Word, inputs: Reader, key: str) -> Word:
    """An image's name: that of the resource which `key` comes from, where the argument is only an id."""
    if isinstance(given, Known) and images.is_named(given.value):
        return given
    names = [
        node.inputs.text(_IMAGES[node.resource.type]) for node in inputs.sources(key) if node.resource.type in _IMAGES
    ]
    return names[0] if len(names) == 1 else Unknown(given.path)
