"""The policies that end a run: they say what the findings do not."""

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    ReportViolation,
    Severity,
    StackValidationArgs,
    StackValidationPolicy,
)

from .ledger import EXCLUDED, FAILED, UNREAD, Ledger

CLOSING = {
    "checklist-rule-failed": (
        FAILED,
        Severity.HIGH,
        "A rule of this pack failed and has checked nothing; this is a fault of the pack, please report it.",
    ),
    "checklist-unread": (
        UNREAD,
        Severity.LOW,
        "These arguments could not be read and were not judged; a deployment knows more than its preview.",
    ),
    "checklist-excluded": (EXCLUDED, Severity.LOW, "The pack's configuration excludes these findings."),
}


def policies(ledger: Ledger) -> list[Policy]:
    """One advisory policy for each kind of note, silent where there is none."""
    return [_policy(ledger, name, *row) for name, row in CLOSING.items()]


def _policy(ledger: Ledger, name: str, kind: str, severity: Severity, description: str) -> Policy:
    def validate(_args: StackValidationArgs, report: ReportViolation) -> None:
        if lines := ledger.take(kind):
            report("\n".join(lines), None)

    return StackValidationPolicy(name, description, validate, EnforcementLevel.ADVISORY, severity=severity)
