"""What one run has found, and what it has to say besides: what failed, could not be read, or was excluded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from traceback import extract_tb

from facts.resource import Resource

from .verdict import Finding, Unread

FAILED, UNREAD, EXCLUDED = "failed", "unread", "excluded"


@dataclass(frozen=True, slots=True)
class Account:
    """What a run has to say at its end: its notes by kind, and the URNs of what each rule has judged."""

    notes: Mapping[str, Sequence[str]]
    judged: Mapping[str, set[str]]


class Ledger:
    """Written by every rule, from any of the server's threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._notes: dict[str, set[str]] = {FAILED: set(), UNREAD: set(), EXCLUDED: set()}
        self._judged: dict[str, set[str]] = {}
        self._unread: dict[str, set[str]] = {}
        self._found: dict[str, set[tuple[str, Finding]]] = {}
        self._parents: dict[str, str] = {}

    def begin(self, resource: Resource) -> None:
        """Forget what was found at a resource, which is about to be examined."""
        with self._lock:
            self._found[resource.urn] = set()
            self._parents[resource.urn] = resource.parent
        self.read_again(resource)

    def read_again(self, resource: Resource) -> None:
        """Forget what could not be read of a resource: more of it is known now."""
        with self._lock:
            self._notes[UNREAD] -= self._unread.pop(resource.urn, set())

    def note(self, kind: str, text: str) -> None:
        """Remember one line of a kind."""
        with self._lock:
            self._notes[kind].add(text)

    def judged(self, rules: Iterable[str], resource: Resource) -> None:
        """Remember that these rules had something to judge."""
        with self._lock:
            for rule in rules:
                self._judged.setdefault(rule, set()).add(resource.urn)

    def close(self) -> Account:
        """What is left to say, which is forgotten then: a preview's is not the deployment's."""
        with self._lock:
            account = Account({kind: sorted(lines) for kind, lines in self._notes.items()}, self._judged)
            self._notes, self._judged, self._found = {kind: set() for kind in self._notes}, {}, {}
        return account

    @contextmanager
    def guard(self, what: str, urn: str) -> Iterator[None]:
        """Keep a fault of the pack's from aborting the deployment."""
        try:
            yield
        except Exception as error:
            self.failed(what, urn, error)

    def failed(self, what: str, urn: str, error: Exception) -> None:
        """Remember a fault. Its message stays out: it may hold a secret."""
        last = extract_tb(error.__traceback__)[-1]
        where = f"{last.filename.rpartition('/')[2]}:{last.lineno}"
        self.note(FAILED, f"{what} on {urn}: {type(error).__name__} at {where}")

    def unread(self, rule: str, resource: Resource, what: Unread) -> None:
        """Remember an argument that a rule could not read, but not one that a component filled in."""
        if not resource.is_filled_in:
            line = f"{rule}: {resource.name}: {resource.argument(what.path)} is {what.why}"
            self.note(UNREAD, line)
            with self._lock:
                self._unread.setdefault(resource.urn, set()).add(line)

    def is_new(self, rule: str, resource: Resource, finding: Finding) -> bool:
        """Whether the finding is new here, and not one of the component that filled the argument in.

        A finding stands where the user wrote the argument: at a CeleryStack rather than at its children, and at those
        rather than at the containers that they are made of, where the argument has become something else.
        """
        with self._lock:
            above = [known for urn in self._above(resource) for known in self._found.get(urn, ())]
            mine = self._found.setdefault(resource.urn, set())
            if resource.is_component:
                repeated = any(name == rule and finding.repeats(other) for name, other in above)
            else:  # `celery-log-level-info` is a milder `celery-log-level`
                repeated = any(rule.startswith(name) for name, _ in above)
            is_known = repeated or (rule, finding) in mine
            mine.add((rule, finding))
        return not is_known

    def _above(self, resource: Resource) -> Iterator[str]:
        """The components that a resource belongs to."""
        urn = resource.parent if resource.is_filled_in else ""
        while urn in self._parents:
            yield urn
            urn = self._parents[urn]
