"""A run of the pack, read from the file that it wrote: see `pack/record.py`."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MANDATORY, ADVISORY = "mandatory", "advisory"
STACK = "pulumi:pulumi:Stack"


class NoRun(Exception):  # noqa: N818 - it says what is wrong
    """The file holds no run of the pack."""


@dataclass(frozen=True)
class Rule:
    """What a report has to know of a rule; `closing` are those that say what the findings do not."""

    name: str
    description: str
    level: str
    severity: str
    fix: str
    url: str
    control: str
    closing: bool


@dataclass(frozen=True)
class Finding:
    """A violation; `urn` is empty where the whole stack is to blame, `argument` where no single one is."""

    rule: Rule
    level: str
    urn: str
    argument: str
    message: str

    @property
    def resource(self) -> str:
        """The resource's name."""
        return self.urn.rpartition("::")[2] or "the stack"

    @property
    def kind(self) -> str:
        """The resource's type, without those of the resources that it belongs to."""
        return self.urn.split("::")[2].rpartition("$")[2] if self.urn else STACK


@dataclass(frozen=True)
class End:
    """What a run says when everything was judged: a sentence, and the names of its rules."""

    sentence: str
    judged: Sequence[str]
    idle: Sequence[str]
    off: Sequence[str]


@dataclass(frozen=True)
class Run:
    """One run over one stack; `stack` is its project and name, `end` is None where it stopped before."""

    version: str
    stack: str
    rules: Sequence[Rule]
    findings: Sequence[Finding]
    end: End | None

    @property
    def violations(self) -> list[Finding]:
        """What is wrong with the stack, mandatory ones first."""
        return [one for one in self.findings if not _is_remark(one)]

    @property
    def remarks(self) -> list[Finding]:
        """What the run had to say besides: what could not be read, what is excluded, and what failed."""
        return [one for one in self.findings if _is_remark(one)]


def _is_remark(finding: Finding) -> bool:
    return finding.rule.closing and finding.level != MANDATORY


def read(file: Path) -> Run:
    """The run that a file holds.

    Raises:
        NoRun: there is none.
    """
    try:
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        return _run(lines)
    except OSError as error:
        raise NoRun(f"{file} cannot be read: {error.strerror}") from error
    except (LookupError, TypeError, ValueError) as error:
        raise NoRun(f"{file} holds no run of the pack: it was not started, or stopped at its configuration") from error


def _run(lines: Sequence[dict[str, Any]]) -> Run:
    began = lines[0]["run"]
    rules = {rule["name"]: Rule(**rule) for rule in began["rules"]}
    found = [line["finding"] for line in lines if "finding" in line]
    ends = [line["end"] for line in lines if "end" in line]
    urn = next((line["urn"] for line in [*ends, *found] if line["urn"]), "")
    return Run(
        version=began["version"],
        stack=_stack(urn),
        rules=list(rules.values()),
        findings=sorted({Finding(**{**one, "rule": rules[one["rule"]]}) for one in found}, key=_order),
        end=End(**{key: value for key, value in ends[-1].items() if key != "urn"}) if ends else None,
    )


def _stack(urn: str) -> str:
    stack, project, *_ = [*urn.removeprefix("urn:pulumi:").split("::"), ""]
    return f"{project}/{stack}" if urn else "the stack"


def _order(finding: Finding) -> tuple[bool, str, str, str]:
    return finding.level != MANDATORY, finding.rule.name, finding.urn, finding.argument
