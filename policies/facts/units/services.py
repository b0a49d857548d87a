"""Turns units of systemd into the processes that they keep alive."""

from collections.abc import Iterator
from functools import partial

from ..command.programs import hint
from ..redis import Redis
from ..resource import Resource
from ..unit import Manager, Unit
from ..value import Fact, Known
from ..workload import Workload
from . import directives, hardening
from .kept import Kept
from .machine import Machine
from .process import Process
from .systemd import DROP_IN, Service

_OF_A_USER = "/user/"


def read(resource: Resource, name: str, text: Known[str], machine: Machine) -> Iterator[Kept]:
    """The processes of the unit in this file; none where the text is no service."""
    service = _service(name, text)
    if not service:
        return
    environment = service.environment(machine.files)
    for words in service.commands(environment):
        process = Process(
            words,
            f"{text.path}.ExecStart",
            _workload(resource, service, Known(0.0) if service.is_part else _copies(name, machine)),
            Redis(resource, restart=service.restart()),
            name=name.rpartition("/")[2],
            environment=environment,
            files=machine.files,
            may_fork=service.says("Type", "forking"),
        )
        yield Kept(process, partial(_unit, resource, service), frozenset(service.environment_files()))


def added(resource: Resource, name: str, text: Known[str]) -> Iterator[Workload]:
    """What a file adds to a unit that is not seen, but is called Celery's."""
    service = _service(name, text)
    if service and service.is_part and "celery" in name and hint(name):
        yield _workload(resource, service, Known(0.0))


def _service(name: str, text: Known[str]) -> Service | None:
    entries = directives.sections(text.value).get("Service") if "[Service]" in text.value else None
    if not entries:
        return None
    return Service(text.path, entries, is_of_a_user=_OF_A_USER in name, is_part=bool(DROP_IN.search(name)))


def _workload(resource: Resource, service: Service, copies: Fact[float]) -> Workload:
    return Workload(
        resource,
        replicas=copies,
        user=service.user(),
        restart=service.restart(),
        stop_grace=service.stop_grace(),
        stop_signal=service.stop_signal(),
    )


def _copies(name: str, machine: Machine) -> Fact[float]:
    """A template, `name@.service`, runs once for each of its instances."""
    return machine.instances(name.rpartition("/")[2]) if name.endswith("@.service") else Known(1.0)


def _unit(resource: Resource, service: Service, roles: frozenset[str]) -> Unit:
    return Unit(
        resource,
        Manager.SYSTEMD,
        service.path,
        missing=() if service.is_part else hardening.missing(service),
        wrong=tuple(hardening.wrong_in_service(service, roles)),
    )
