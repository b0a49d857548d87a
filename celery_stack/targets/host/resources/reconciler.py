"""A dynamic resource whose create and update are one repeatable step, and whose refresh says what drifted."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pulumi.dynamic import (
    CheckFailure,
    CheckResult,
    CreateResult,
    DiffResult,
    ReadResult,
    ResourceProvider,
    UpdateResult,
)
from pulumi.output import Unknown

from ..machine import Machine

Props = dict[str, Any]

MISSING = "missing"  # drift that makes Pulumi forget the resource, so that the next update creates it again


class Reconciler(ResourceProvider):
    """Subclasses say how to `apply`, what `drift` they see, and how to `destroy`; all three may be repeated."""

    serialize_as_secret_always = False
    replace_on: tuple[str, ...] = ()
    """Inputs whose change makes a new resource first and removes the old one last."""
    looks_at: tuple[str, ...] = ()
    """Inputs that `problems` needs; while one is unknown, at preview, it is not asked."""

    def apply(self, machine: Machine, props: Props, before: Props | None) -> Props:
        """Make the machine as `props` say; `before` is the state so far, None at creation. Returns more outputs."""
        raise NotImplementedError

    def drift(self, machine: Machine, props: Props) -> str:
        """What is not as `props` say, in a few words; empty when all is well, MISSING when nothing is there."""
        raise NotImplementedError

    def destroy(self, machine: Machine, props: Props) -> None:
        """Remove it; fine when it is gone already."""
        raise NotImplementedError

    def problems(self, machine: Machine, props: Props, before: Props | None) -> Mapping[str, str]:
        """Argument -> why it cannot work. Asked at preview, before anything is made."""
        return {}

    def check(self, olds: Props, news: Props) -> CheckResult:
        if any(is_unknown(news[key]) for key in self.looks_at):
            return CheckResult(news, [])
        found = self.problems(Machine(news["user"]), whole(news), whole(olds) or None)
        # Without the property's name: with it the engine prints the value, a password too.
        return CheckResult(news, [CheckFailure("", reason) for reason in found.values()])

    def diff(self, _id: str, olds: Props, news: Props) -> DiffResult:
        changed = [key for key, value in news.items() if key != "after" and value != olds.get(key)]
        replaces = [key for key in changed if key in self.replace_on]
        return DiffResult(changes=bool(changed or olds.get("drift")), replaces=replaces)

    def create(self, props: Props) -> CreateResult:
        outputs = self.apply(Machine(props["user"]), whole(props), None)
        return CreateResult(str(props.get("name") or props["state_dir"]), {**props, **outputs, "drift": ""})

    def update(self, _id: str, olds: Props, news: Props) -> UpdateResult:
        outputs = self.apply(Machine(news["user"]), whole(news), whole(olds))
        return UpdateResult({**news, **outputs, "drift": ""})

    def read(self, id_: str, props: Props) -> ReadResult:
        seen = self.drift(Machine(props["user"]), whole(props))
        return ReadResult(None, {}) if seen == MISSING else ReadResult(id_, {**props, "drift": seen})

    def delete(self, _id: str, props: Props) -> None:
        self.destroy(Machine(props["user"]), whole(props))


def state(props: Props, *parts: str) -> Path:
    """A path below the stack's folder."""
    return Path(props["state_dir"], *parts)


def whole(value: Any) -> Any:
    """`value` with whole numbers as such: on the way through Pulumi every number becomes a float."""
    if isinstance(value, dict):
        return {key: whole(item) for key, item in value.items()}
    if isinstance(value, list):
        return [whole(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def is_unknown(value: Any) -> bool:
    """Whether a value, or any part of it, is known only after the update."""
    if isinstance(value, dict):
        return any(is_unknown(item) for item in value.values())
    if isinstance(value, list):
        return any(is_unknown(item) for item in value)
    return isinstance(value, Unknown)
