"""What is told of a run: one sentence at its end, and lines of JSON for `report` where a variable names a file.

Each line is there at once, so a run that ends early has said what it found.
"""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from typing import Any

from pulumi_policy import EnforcementLevel, Policy

from . import VERSION
from .closing import CLOSING, Summary

FILE = "CELERY_CHECKLIST_RUN"


class Record:
    """Written from any of the server's threads, to `file` if there is one; `tell` takes the sentence."""

    def __init__(self, tell: Callable[[str], None], file: str = "") -> None:
        self._tell = tell
        self._lock = Lock()
        self._file = Path(file) if file else None
        self._put("w", "")  # what an earlier run found is not this one's

    def begin(self, policies: Iterable[Policy], level: Callable[[Policy], EnforcementLevel]) -> None:
        """The run has its configuration: these are its rules, each with its level."""
        rules = [{**_told(policy), "level": level(policy).value} for policy in policies]
        self._write("run", version=VERSION, rules=rules)

    def finding(self, rule: str, level: EnforcementLevel, urn: str, argument: str, message: str) -> None:
        """A rule has found something."""
        self._write("finding", rule=rule, level=level.value, urn=urn, argument=argument, message=message)

    def end(self, urn: str, summary: Summary) -> None:
        """Everything was judged; `urn` is that of one of the stack's resources."""
        names = {"judged": summary.judged, "idle": summary.idle, "off": summary.off}
        self._write("end", urn=urn, sentence=str(summary), **names)
        self._tell(str(summary))

    def _write(self, kind: str, **content: Any) -> None:
        self._put("a", json.dumps({kind: content}) + "\n")

    def _put(self, mode: str, text: str) -> None:
        """Write to the file; one that cannot be written is no reason to stop a deployment, but a person is told."""
        try:
            if self._file:
                with self._lock, self._file.open(mode, encoding="utf-8") as file:
                    file.write(text)
        except OSError as error:
            self._tell(f"{FILE}: {self._file} cannot be written: {error.strerror}")
            self._file = None


def _told(policy: Policy) -> dict[str, Any]:
    control = policy.framework
    return {
        "name": policy.name,
        "description": policy.description,
        "severity": policy.severity.value if policy.severity else "low",
        "fix": policy.remediation_steps or "",
        "url": policy.url or "",
        "control": f"{control.name} {control.reference}: {control.specification}" if control else "",
        "closing": policy.name in CLOSING,
    }
