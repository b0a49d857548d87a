"""Turns programs of Supervisor into the processes that it keeps alive."""

from collections.abc import Iterator
from functools import partial

from ..redis import Redis
from ..resource import Resource
from ..unit import Manager, Unit
from ..value import Known, or_default
from ..workload import Workload
from . import hardening, supervisor
from .kept import Kept
from .machine import Machine
from .process import Process
from .supervisor import Program


def read(resource: Resource, text: Known[str], machine: Machine) -> Iterator[Kept]:
    """The processes of a configuration; none where the text is none of Supervisor's."""
    for program in supervisor.programs(text.value, text.path):
        environment = program.environment()
        process = Process(
            program.words(environment),
            f"{program.path}.command",
            _workload(resource, program),
            Redis(resource, restart=program.restart()),
            name=program.name,
            environment=environment,
            files=machine.files,
        )
        yield Kept(process, partial(_unit, resource, program))


def _workload(resource: Resource, program: Program) -> Workload:
    return Workload(
        resource,
        replicas=or_default(program.number("numprocs"), 1.0),
        user=program.user(),
        restart=program.restart(),
        stop_grace=program.stop_grace(),
        stop_signal=program.value("stopsignal"),
    )


def _unit(resource: Resource, program: Program, roles: frozenset[str]) -> Unit:
    wrong = tuple(hardening.wrong_in_program(program, roles))
    return Unit(resource, Manager.SUPERVISOR, program.path, wrong=wrong)
