"""Check: what the user wrote, refused or completed with defaults and a name."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .errors import ProviderError
from .schema import Kind, Property, Schema
from .values import DEFAULTS, UNKNOWN, Values, holds_unknown

NAME = "name"
ENGINES_OWN = {"version", "pluginDownloadURL"}
"""What the engine adds to every provider's configuration."""
RANDOM_DIGITS = 7


@dataclass
class Checked:
    inputs: Values
    failures: list[str] = field(default_factory=list)


def check(name: str, schema: Schema, olds: Mapping[str, Any], news: Mapping[str, Any], seed: bytes | None) -> Checked:
    """The inputs that the engine keeps. With a `seed` a missing name is made from `name`, the resource's own."""
    news = {key: value for key, value in news.items() if key != DEFAULTS}
    inputs = _object("", schema, olds, news)
    failures = [f"{problem}. Examine values at '{name}.{path}'." for path, problem in _problems("", schema, inputs)]
    if seed is not None and NAME not in inputs:
        made = f"{name}-{hashlib.sha256(seed).hexdigest()[:RANDOM_DIGITS]}"
        inputs[NAME] = olds[NAME] if _was_default(NAME, olds) else made
        inputs[DEFAULTS] = sorted([*inputs[DEFAULTS], NAME])
    return Checked(inputs, failures)


def check_config(name: str, schema: Schema, news: Mapping[str, Any]) -> Checked:
    """A provider's own configuration, in which all but texts travel as JSON."""
    read = {key: _read(schema.get(key), value) for key, value in news.items() if key not in ENGINES_OWN}
    checked = check(name, schema, {}, read, None)
    if checked.failures:
        return Checked({}, [f"could not validate provider configuration: {one}" for one in checked.failures])
    inputs = {key: value if isinstance(value, str) else json.dumps(value) for key, value in read.items()}
    return Checked({**news, **inputs})


def _read(one: Property | None, value: Any) -> Any:
    return json.loads(value) if one and one.kind is not Kind.TEXT and isinstance(value, str) else value


def _was_default(key: str, olds: Mapping[str, Any]) -> bool:
    """Whether an old input is kept as default; after a refresh nothing may be known of the old defaults."""
    return key in olds and key in olds.get(DEFAULTS, [key])


def without_defaults(inputs: Values) -> Values:
    """The inputs as the user gave them."""
    return {key: value for key, value in inputs.items() if key != DEFAULTS and key not in inputs[DEFAULTS]}


def _object(path: str, schema: Schema, olds: Any, given: Mapping[str, Any]) -> Values:
    """`given` in the schema's types, with the defaults that are no zero values, and their names."""
    before = olds if isinstance(olds, Mapping) else {}
    inputs = {
        key: _value(key, schema[key], before.get(key), value) if key in schema else value
        for key, value in given.items()
        if key != DEFAULTS and value is not None
    }
    missing = {
        key: before[key] if _was_default(key, before) else one.default
        for key, one in schema.items()
        if one.default and key not in inputs
    }
    return {**inputs, **missing, DEFAULTS: sorted(missing)}


def _value(path: str, one: Property, old: Any, value: Any) -> Any:
    if value == UNKNOWN:
        return value
    if one.is_scalar:
        return _scalar(path, one, value)
    if one.kind in (Kind.BLOCK, Kind.SET_BLOCK):
        if not isinstance(value, Mapping):
            raise ProviderError(f"the stand-in wants an object for {path}, and was given {value!r}")
        return _object(path, one.fields, old, value)
    if one.kind is Kind.MAP:
        return {key: inner for key, inner in value.items() if key != DEFAULTS}
    if not isinstance(value, list):
        raise ProviderError(f"the stand-in wants a list for {path}, and was given {value!r}")
    before = [*(old if isinstance(old, list) else ()), *[None] * len(value)]
    return [
        _object(path, one.fields, was, inner) if one.fields and inner != UNKNOWN else inner
        for was, inner in zip(before, value, strict=False)
    ]


def _scalar(path: str, one: Property, value: Any) -> Any:
    if one.kind is Kind.NUMBER and isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            raise ProviderError(f'{path}: strconv.ParseInt: parsing "{value}": invalid syntax') from None
    if one.kind is Kind.FLAG and value in ("true", "false"):
        return value == "true"
    if one.kind is Kind.TEXT and isinstance(value, bool):
        return str(value).lower()
    return str(value) if one.kind is Kind.TEXT else value


def _problems(path: str, schema: Schema, inputs: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The path of the argument and what is wrong with it; `path` ends in a dot, or names what is told as a whole."""
    for key in inputs:
        if key != DEFAULTS:
            yield from _problems_of(_joined(path, key), key, schema.get(key), inputs)
    for key, one in schema.items():
        if one.required and key not in inputs:
            where = f"{path}." if path and not path.endswith(".") else path
            argument = f'The argument "{where}{key}" is required, but no definition was found.'
            yield _joined(path, key), f"Missing required argument. {argument}"
        if one.instead_of and (key in inputs) == (one.instead_of in inputs):
            pair = f"`{key},{one.instead_of}`"
            both = f"only one of {pair} can be specified, but {pair} were specified."
            demand = both if key in inputs else f"one of {pair} must be specified"
            yield key, f'Invalid combination of arguments. "{key}": {demand}'


def _joined(path: str, key: str) -> str:
    return f"{path}{key}" if not path or path.endswith(".") else path


def _problems_of(path: str, key: str, one: Property | None, inputs: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    value = inputs[key]
    if one is None:
        yield path, "Invalid or unknown key"
    elif not one.known:
        yield path, f"The stand-in for the docker provider does not know the property {key!r}, the official one does"
    elif one.output:
        why = "its value will be decided automatically based on the result of applying this configuration."
        yield path, f'Value for unconfigurable attribute. Can\'t configure a value for "{key}": {why}'
    elif one.conflicts in inputs:
        yield path, f'Conflicting configuration arguments. "{key}": conflicts with {one.conflicts}'
    elif one.fields:
        for index, element in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(element, Mapping):
                inner = {Kind.BLOCK: f"{path}.", Kind.LIST: f"{path}[{index}]."}.get(one.kind, path)
                yield from _problems(inner, one.fields, element)
    elif one.validator and not holds_unknown(value) and (problem := one.validator(value)):
        yield path, f"{problem}. {problem}"
