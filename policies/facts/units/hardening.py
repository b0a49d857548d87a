"""What a service's sandbox lacks, and what in a unit or a program harms a Celery process."""

from collections.abc import Iterator

from ..value import Fact, Known, or_default
from ..workload import BEAT, WORKER
from .supervisor import Program
from .systemd import Service

Wrong = tuple[Fact[str], str]
"""A directive, and what is wanted in its place."""

_ON = ("yes", "true", "on", "1")
_SANDBOX = {
    "NoNewPrivileges": _ON,
    "ProtectSystem": ("strict", "full"),
    "ProtectHome": (*_ON, "read-only", "tmpfs"),
    "PrivateTmp": (*_ON, "disconnected"),
}
_CAPABILITIES = "CapabilityBoundingSet"


def missing(service: Service) -> tuple[str, ...]:
    """The directives of a sandbox that are not there, or weak; a dynamic user brings most of them."""
    is_dynamic = service.is_true("DynamicUser")
    lacking = [name for name, values in _SANDBOX.items() if not (is_dynamic or service.says(name, *values))]
    return (*lacking, *(() if _CAPABILITIES in service.entries else (_CAPABILITIES,)))


def wrong_in_service(service: Service, roles: frozenset[str]) -> Iterator[Wrong]:
    """What harms a process of these roles."""
    restart = service.restart()
    if not (isinstance(restart, Known) and restart.value == "always"):
        yield restart, "always"
    if roles & {WORKER, BEAT} and service.says("Type", "forking"):
        yield service.last("Type"), "exec, for a process that stays in the foreground"
    if WORKER in roles and not service.says("KillMode", "mixed", "process"):
        kill_mode = service.last("KillMode")
        yield (
            kill_mode if service.is_part else or_default(kill_mode, "control-group"),
            "mixed, so that only the worker itself is asked to stop",
        )


def wrong_in_program(program: Program, roles: frozenset[str]) -> Iterator[Wrong]:
    """What harms a process of these roles."""
    if not _is(program, "autorestart", True):
        yield or_default(program.value("autorestart"), "unexpected"), "true"
    if _is(program, "autostart", False):
        yield program.value("autostart"), "true"
    copies = program.number("numprocs")
    if BEAT in roles and isinstance(copies, Known) and copies.value > 1:
        yield program.value("numprocs"), "1"
    if WORKER in roles and _is(program, "stopasgroup", True):
        yield program.value("stopasgroup"), "false, so that only the worker itself is asked to stop"


def _is(program: Program, name: str, value: bool) -> bool:
    flag = program.flag(name)
    return isinstance(flag, Known) and flag.value is value
