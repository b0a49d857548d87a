"""A dynamic resource whose create and update are one repeatable step, and whose refresh says what drifted."""

import secrets
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

CLAIMS = "claims"
MISSING = "missing"  # drift that makes Pulumi forget the resource, so that the next update creates it again


class Reconciler(ResourceProvider):
    """Subclasses say how to `apply`, what `drift` they see, and how to `destroy`; all three may be repeated."""

    serialize_as_secret_always = False
    replace_on: tuple[str, ...] = ()
    """Inputs whose change makes a new resource first and removes the old one last."""
    ignored: tuple[str, ...] = ("after",)
    """Inputs whose change means nothing."""
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

    def stands_for(self, props: Props) -> str:
        """What on the machine the resource is, as a file's name; empty when nothing has to be removed with it."""
        return ""

    def check(self, olds: Props, news: Props) -> CheckResult:
        if any(is_unknown(news[key]) for key in self.looks_at):
            return CheckResult(news, [])
        found = self.problems(Machine(news["user"]), whole(news), whole(olds) or None)
        # Without the property's name: with it the engine prints the value, a password too.
        return CheckResult(news, [CheckFailure("", reason) for reason in found.values()])

    def diff(self, _id: str, olds: Props, news: Props) -> DiffResult:
        changed = [key for key, value in news.items() if key not in self.ignored and value != olds.get(key)]
        replaces = [key for key in changed if key in self.replace_on]
        return DiffResult(changes=bool(changed or olds.get("drift")), replaces=replaces)

    def create(self, props: Props) -> CreateResult:
        machine = Machine(props["user"])
        outputs = self.apply(machine, whole(props), None)
        token = self._claim(machine, props, secrets.token_hex(8))
        id_ = str(props.get("name") or props["state_dir"])
        return CreateResult(id_, {**props, **outputs, "token": token, "drift": ""})

    def update(self, _id: str, olds: Props, news: Props) -> UpdateResult:
        machine = Machine(news["user"])
        outputs = self.apply(machine, whole(news), whole(olds))
        token = self._claim(machine, news, olds["token"])
        return UpdateResult({**news, **outputs, "token": token, "drift": ""})

    def read(self, id_: str, props: Props) -> ReadResult:
        seen = self.drift(Machine(props["user"]), whole(props))
        return ReadResult(None, {}) if seen == MISSING else ReadResult(id_, {**props, "drift": seen})

    def delete(self, _id: str, props: Props) -> None:
        machine, claimed = Machine(props["user"]), self._claimed(props)
        if claimed and machine.read(claimed) not in (None, props["token"]):
            return  # another resource stands for it now
        self.destroy(machine, whole(props))
        if claimed:
            machine.remove(claimed)

    def _claimed(self, props: Props) -> Path | None:
        name = self.stands_for(props)
        return state(props, CLAIMS, name) if name else None

    def _claim(self, machine: Machine, props: Props, token: str) -> str:
        """Only who claimed a thing last may remove it.

        A replacement is made before what it replaces is removed; and after an update that failed the user may go
        back to what still waits to be removed.
        """
        if claimed := self._claimed(props):
            machine.shared_folder(claimed.parent)
            machine.publish(claimed, token)
        return token


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
