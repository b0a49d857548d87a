"""The policies that end a run: they say what the findings do not."""

from pulumi_policy import Severity

from .ledger import EXCLUDED, FAILED, UNREAD

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
"""By name: which notes, how grave, and what they are."""
