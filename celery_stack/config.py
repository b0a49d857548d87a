"""A strict reader of arguments: of a stack's YAML, and of what a program gives to a component."""

import inspect
import json
import os
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, Required, Union, get_args, get_origin, is_typeddict

import pulumi
from pulumi.runtime.config import CONFIG, is_config_secret

from .checklist import SECRET_ARGUMENTS
from .errors import InvalidArgumentError

NAMESPACE = "celery-stack"


def read(args_type: type) -> Any:
    """The current stack's `celery-stack:…` configuration as an instance of `args_type`.

    Raises InvalidArgumentError with the key's path for an unknown key, a missing one or a wrong type.
    """
    raw = {**json.loads(os.environ.get("PULUMI_CONFIG") or "{}"), **CONFIG.get()}
    prefix = f"{NAMESPACE}:"
    mine = {key.removeprefix(prefix): value for key, value in raw.items() if key.startswith(prefix)}
    parsed = {key: _parsed(value) for key, value in mine.items()}
    app = f"{prefix}app"
    marked = is_config_secret(app) or app in json.loads(os.environ.get("PULUMI_CONFIG_SECRET_KEYS") or "[]")
    if marked and isinstance(parsed.get("app"), dict) and isinstance(parsed["app"].get("env"), dict):
        # Pulumi says that something in it is secret, but not what.
        parsed["app"]["env"] = {name: pulumi.Output.secret(str(value)) for name, value in parsed["app"]["env"].items()}
    return check(parsed, args_type, NAMESPACE, separator=":")


def check(value: Any, wanted: Any, path: str, separator: str = ".") -> Any:
    """`value` as the type `wanted`, secrets sealed, in a copy; `path` names it in errors."""
    if get_origin(wanted) is Required:
        wanted = get_args(wanted)[0]
    if get_origin(wanted) is Union:  # an Input: plain, awaitable or Output
        if isinstance(value, pulumi.Output) or inspect.isawaitable(value):
            return value
        wanted = get_args(wanted)[0]
    if wanted is Any:
        return value
    if is_typeddict(wanted):
        return _check_fields(value, wanted, path, separator)
    origin = get_origin(wanted) or wanted
    if not isinstance(value, origin) or (isinstance(value, bool) and origin is not bool):
        raise InvalidArgumentError(f"{path} is {_shown(value, path)}; it must be {_describe(wanted)}")
    if origin is list:
        return [check(item, get_args(wanted)[0], f"{path}[{n}]") for n, item in enumerate(value)]
    if origin is dict:
        return {key: _sealed(path, check(item, get_args(wanted)[1], f"{path}.{key}")) for key, item in value.items()}
    return value


def _check_fields(value: Any, wanted: Any, path: str, separator: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise InvalidArgumentError(f"{path} is {_kind(value)}; it must be a mapping")
    fields = wanted.__annotations__
    for key in value:
        if key not in fields:
            near = get_close_matches(str(key), fields, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(sorted(fields))}"
            raise InvalidArgumentError(f"{path}{separator}{key} is not known; {hint}")
    for key in sorted(wanted.__required_keys__ - set(value)):
        raise InvalidArgumentError(f"{path}{separator}{key} is missing; it must be {_describe(fields[key])}")
    checked = {key: check(item, fields[key], f"{path}{separator}{key}") for key, item in value.items()}
    return {key: _sealed(key, item) if not isinstance(item, dict) else item for key, item in checked.items()}


def _sealed(path: str, value: Any) -> Any:
    return pulumi.Output.secret(value) if path.rpartition(".")[2] in SECRET_ARGUMENTS else value


def _parsed(text: str) -> Any:
    """Pulumi hands over a structured value as JSON text and a scalar as it is."""
    try:
        return json.loads(text)
    except (TypeError, json.JSONDecodeError):
        return text


def _shown(value: Any, path: str) -> str:
    """A value for an error: not one that is secret, and none that may hold a secret."""
    secret = SECRET_ARGUMENTS & set(path.replace(":", ".").split("."))
    return _kind(value) if secret or not isinstance(value, str | int | float) else f"{value!r} ({type(value).__name__})"


def _kind(value: Any) -> str:
    if isinstance(value, pulumi.Output):
        return "an Output, known only after the update"
    return f"a {type(value).__name__} (not shown)"


_WORDS = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "a mapping",
}


def _describe(wanted: Any) -> str:
    while get_origin(wanted) in (Required, Union):
        wanted = get_args(wanted)[0]
    if get_origin(wanted) is list:
        return f"a list, each {_describe(get_args(wanted)[0])}"
    return _WORDS.get(get_origin(wanted) or wanted, "a mapping")
