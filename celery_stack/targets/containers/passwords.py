"""The passwords that Redis takes: the one in force, and, where the stack made it, the one before."""

from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_random

from ...errors import InvalidArgumentError
from ...secrets import PASSWORD_CHARACTERS, SECRET_CHARACTERS, problem
from .waiting import checked


def passwords(name: str, wanted: Mapping[str, Any], opts: pulumi.ResourceOptions) -> list[pulumi.Output[str]]:
    """The password in force first.

    While processes change over to a new one Redis has to take both; nobody tells it when the last one has changed, so
    it takes the one before until the next change.
    """
    if "password" in wanted:
        given = pulumi.Output.secret(wanted["password"])
        return [checked([given], _refuse, opts).apply(lambda _: given)]
    version = wanted.get("password_version", 1)
    if version < 1:
        raise InvalidArgumentError(f"broker.password_version is {version}; it must be 1 or more")
    return [drawn(f"{name}-password-{n}", PASSWORD_CHARACTERS, opts) for n in range(version, max(0, version - 2), -1)]


def generated(
    name: str, app: Mapping[str, Any], there: Mapping[str, pulumi.Input[str]], opts: pulumi.ResourceOptions
) -> dict[str, pulumi.Input[str]]:
    """The secrets that an application has generated for it: those that are there, and new ones."""
    wanted = app.get("generated_secrets", [])
    return {key: there.get(key) or drawn(f"{name}-{key}", SECRET_CHARACTERS, opts) for key in wanted}


def _refuse(password: str) -> None:
    if wrong := problem(password):
        raise InvalidArgumentError(wrong)


def drawn(name: str, characters: int, opts: pulumi.ResourceOptions) -> pulumi.Output[str]:
    """Random letters and digits, kept in the state as a secret; no character has to be quoted anywhere."""
    return pulumi_random.RandomPassword(name, length=characters, special=False, opts=opts).result
