"""A container of a pod, as the pack reads containers of every platform."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ... import images
from ...addresses import is_address
from ...connection import Carrier
from ...container import Container
from ...flower import Flower
from ...reader import Reader
from ...redis import Redis
from ...stack import Subject
from ...value import Fact, Known, Unknown, convert, or_default
from ...workload import Workload
from . import bitnami, confinement, probes, volumes
from .environment import environment
from .fronts import Front, is_internal, openings
from .interpolation import expand
from .scope import Scope

_EVERYWHERE = "0.0.0.0"  # noqa: S104 - where Kubernetes listens for a port of the machine's


@dataclass(frozen=True, slots=True)
class Place:
    """What the containers of a pod share."""

    pod: Reader
    scope: Scope
    process: Workload
    """What becomes of a Celery process there."""
    fronts: Sequence[Front]
    """The Services that lead there."""

    def facts(self, part: Reader, name: str, labels: Mapping[str, Fact[str]]) -> Iterator[Subject]:
        """What one of its containers runs and is told."""
        image = images.origin(part.text("image"), self.scope.inputs.sources("spec"))
        variables = environment(part, self.scope)
        given = (*part.texts("command"), *part.texts("args"))
        words = tuple(expand(word, variables.variables) for word in given)
        files = volumes.files(self.pod, part, words, self.scope)
        is_bitnamis = bitnami.starts_by_script(words, image.name)
        yield from Container(
            words=bitnami.with_options(words) if is_bitnamis else words,
            path=f"{part.whole.path}.{'command' if 'command' in part else 'args'}",
            image=image.name,
            workload=self._process(part),
            server=self._server(part),
            confinement=confinement.confinement(self.process.resource, self.pod, part, image),
            carrier=Carrier.REFERABLE,
            environment=bitnami.configured(variables, files) if is_bitnamis else variables,
            labels=labels,
            files=files,
            name=name,
            monitor=Flower(self.process.resource, published=(*_published(part), *self._openings())),
        ).facts()

    def _process(self, part: Reader) -> Workload:
        return replace(
            self.process,
            user=confinement.user(self.pod, part),
            restart=self._restart(part),
            stop_grace=probes.stop_grace(self.pod, part),
            stop_signal=probes.stop_signal(part),
            health_test=probes.health_test(part),
            health_path=probes.health_path(part),
            health_interval=probes.health_interval(part),
        )

    def _server(self, part: Reader) -> Redis:
        return Redis(
            self.process.resource,
            names=frozenset[str]().union(*(front.hosts() for front in self.fronts)),
            fronts=tuple(front.named.resource for front in self.fronts),
            published=tuple(_published(part)),
            networks=tuple(_host_network(self.pod)),
            restart=self._restart(part),
            health_test=probes.health_test(part),
        )

    def _restart(self, part: Reader) -> Fact[str]:
        """One that a container has for itself, or the pod's."""
        return part.text("restartPolicy") if "restartPolicy" in part else self.process.restart

    def _openings(self) -> tuple[Fact[str], ...]:
        """Where the internet may reach the pod by Services: at an address of theirs, or at any."""
        return tuple(
            replace(convert(opening, _address, "a text"), path=f"Service {front.named.resource.name}: address")
            for front in self.fronts
            if not is_internal(front.named.inputs)
            for opening in openings(front.named.inputs.child("spec"))
        )


def _address(way: str) -> str:
    return way if is_address(way) else _EVERYWHERE


def _published(part: Reader) -> Iterator[Fact[str]]:
    """The machine's addresses that lead to the container."""
    for port in part.objects("ports"):
        number = port.number("hostPort")
        if isinstance(number, Known) and number.value:
            yield or_default(port.text("hostIP"), _EVERYWHERE)
        elif isinstance(number, Unknown):
            yield number


def _host_network(pod: Reader) -> Iterator[Fact[str]]:
    """`host` where the pod has no network of its own."""
    shared = pod.flag("hostNetwork")
    if isinstance(shared, Unknown):
        yield shared
    elif shared == Known(True, shared.path):
        yield Known("host", shared.path)
