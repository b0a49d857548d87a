"""supervisor-program-safe."""

from collections.abc import Iterator

from facts.unit import Manager, Unit
from pack.framework import celery
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Verdict, require


@rule(
    "supervisor-program-safe",
    on=Unit,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Change it in the section `[program:…]`: autorestart=true, stopasgroup=false, numprocs=1 for a beat.",
    url="https://supervisord.org/configuration.html#program-x-section-settings",
    framework=celery("Daemonization", "Usage systemd: Restart=always"),
)
def supervisor_program_safe(unit: Unit) -> Iterator[Verdict]:
    """Supervisor leaves a process alone that ends by itself, and its signal to a group kills the tasks of a worker."""
    if unit.manager is Manager.SUPERVISOR:
        for directive, wanted in unit.wrong:
            yield from require(directive, lambda _: True, wanted)
