"""The end of a run: what the findings do not say."""

from collections.abc import Sequence
from dataclasses import dataclass

from pulumi_policy import Severity

from . import NAME
from .hearing import Hearings
from .ledger import EXCLUDED, FAILED, UNREAD, Account
from .rule import Rule

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
"""The policies that end a run, by name: which notes, how grave, and what they are."""
SAID = {"checklist-unread", "checklist-excluded"}
"""Those that tell of no fault."""


@dataclass(frozen=True)
class Summary:
    """What a run did: how many resources were judged by which rules, and how many notes of each kind were made."""

    resources: int
    judged: Sequence[str]
    idle: Sequence[str]
    off: Sequence[str]
    unread: int
    excluded: int

    def __str__(self) -> str:
        ran = f"{_count(len(self.judged), 'rule')} run on {_count(self.resources, 'resource')}"
        others = f"{len(self.idle)} not applicable, {len(self.off)} off"
        besides = f"{_count(self.unread, 'argument')} unread, {_count(self.excluded, 'finding')} excluded"
        return f"{NAME}: {ran}, {others}; {besides}."


def close(rules: Sequence[Rule], account: Account, hearings: Hearings) -> Summary:
    """Report the notes of a run, and sum it up."""
    for name, (kind, _, _) in CLOSING.items():
        if (lines := account.notes[kind]) and (hearing := hearings(name)):
            hearing.report("\n".join(lines))
    on = [rule.name for rule in rules if hearings(rule.name)]
    return Summary(
        resources=len(set().union(*account.judged.values()) - {""}),
        judged=[name for name in on if name in account.judged],
        idle=[name for name in on if name not in account.judged],
        off=[rule.name for rule in rules if rule.name not in on],
        unread=len(account.notes[UNREAD]),
        excluded=len(account.notes[EXCLUDED]),
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
