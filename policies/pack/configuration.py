"""The pack's configuration: what a rule accepts, and what is wrong with what it was given.

The engine checks types by the schema, but passes over names that it does not know.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Any

from .closing import CLOSING
from .rule import Rule

TEXT = {"type": "string", "pattern": r"\S"}
EXCLUDE = {
    "type": "array",
    "description": "Resources that the rule leaves alone: a pattern of their URN (`*` is any text), and why.",
    "items": {
        "type": "object",
        "properties": {"urn": TEXT, "reason": TEXT},
        "required": ["urn", "reason"],
        "additionalProperties": False,
    },
}


def schema(rule: Rule) -> dict[str, Any]:
    """JSON Schema of each property that the configuration may set for the rule."""
    return {
        "exclude": EXCLUDE,
        **{item.name: {**item.schema, "default": item.default} for item in rule.properties},
    }


def excluded(urn: str, config: Mapping[str, Any]) -> str:
    """The reason why the configuration excludes this resource, or empty."""
    entries: Sequence[Mapping[str, str]] = config.get("exclude", ())
    return next((entry["reason"] for entry in entries if fnmatchcase(urn, entry["urn"].replace("[", "[[]"))), "")


def unmending(rules: Sequence[Rule], remediating: Sequence[str]) -> Iterator[str]:
    """What is wrong with the policies that are told to change resources, where only some rules can."""
    able = [rule.name for rule in rules if rule.mend]
    for name in ["all"] if "all" in remediating else remediating:
        if name not in able:
            only = " and ".join(able) or "none of this pack's"
            yield f'{name} has enforcementLevel "remediate", which is for rules that change a resource: {only}'


def mistakes(rules: Sequence[Rule], config: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """What is wrong with the names in a configuration, given as rule -> names of its properties."""
    accepted = {rule.name: list(schema(rule)) for rule in rules} | {name: [] for name in (*CLOSING, "all")}
    for name, properties in config.items():
        if name not in accepted:
            yield f"there is no rule {name!r}{_nearest(name, accepted)}"
            continue
        for key in properties:
            if key not in accepted[name]:
                yield f"{name} has no property {key!r}{_nearest(key, ['enforcementLevel', *accepted[name]])}"


def _nearest(word: str, words: Iterable[str]) -> str:
    near = get_close_matches(word, list(words), n=1)
    return f", did you mean {near[0]!r}?" if near else " and none of a similar name"
