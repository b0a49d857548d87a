"""systemd-unit-hardened."""

from collections.abc import Iterator

from facts.unit import Manager, Unit
from pack.framework import cwe
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Finding, Verdict, require


@rule(
    "systemd-unit-hardened",
    on=Unit,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Add these directives to the section `[Service]`; `systemd-analyze security` says what each is worth.",
    url="https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Sandboxing",
    framework=cwe(250, "Execution with Unnecessary Privileges"),
)
def systemd_unit_hardened(unit: Unit) -> Iterator[Verdict]:
    """A service without a sandbox shows to a task's code all files of its machine, and lets it keep what it gets."""
    if unit.manager is Manager.SYSTEMD:
        if unit.missing:
            yield Finding(unit.path, f"without {', '.join(unit.missing)}", "a service with all of them")
        for directive, wanted in unit.wrong:
            yield from require(directive, lambda _: True, wanted)
