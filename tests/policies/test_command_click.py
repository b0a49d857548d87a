"""A command line of Celery's is read as Celery's own parser, Click, reads it."""

from collections.abc import Sequence
from typing import Any

import pytest
from celery.bin.celery import celery
from celery_table import table
from click import Command, Context, UsageError
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from facts.command import detect
from facts.value import Known

OPTIONS = table()["options"]
FACTS = {
    "application": "app",
    "broker_url": "broker",
    "result_backend": "result_backend",
    "log_level": "loglevel",
    "concurrency": "concurrency",
    "pool": "pool",
    "queues": "queues",
    "time_limit": "time_limit",
    "soft_time_limit": "soft_time_limit",
    "scheduler": "scheduler",
    "user": "uid",
    "detached": "detach",
}
VALUES = ["info", "4", "", "a,b", "-B", "--beat", "beat", "worker", "a=b", "--", "-", "shop.main:app", "ü ✓"]

general = st.sampled_from([*OPTIONS["celery"], *VALUES])
own = {name: st.sampled_from([*OPTIONS[name], *VALUES, "-EB", "-Bl", "-Qa", "-c4"]) for name in ("worker", "beat")}


@st.composite
def written(draw: st.DrawFn, command: str) -> list[str]:
    """Options of a command in any order and spelling, as somebody writes them who knows it."""
    words: list[str] = []
    for name in draw(st.lists(st.sampled_from(sorted(OPTIONS[command])), max_size=8)):
        value = draw(st.sampled_from(VALUES) | st.text(max_size=5))
        if not OPTIONS[command][name][1]:
            words += [name]
        elif name.startswith("--"):
            words += draw(st.sampled_from([[name, value], [f"{name}={value}"]]))
        else:
            flags = "".join(draw(st.lists(st.sampled_from(short_flags(command)), max_size=2)))
            together = f"-{flags}{name[1:]}"
            words += draw(st.sampled_from([[together, value], [together + (value or "x")]]))
    return words


def short_flags(command: str) -> list[str]:
    return [name[1:] for name, (_, values) in OPTIONS[command].items() if len(name) == 2 and not values] or [""]


def parsed(command: Command, words: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """What Click makes of the words, before it converts any value."""
    parser: Any = command.make_parser(Context(command))
    values, rest, _ = parser.parse_args(list(words))
    return values, rest


def by_click(words: Sequence[str]) -> tuple[set[str], dict[str, str]]:
    """The roles and options of a command line."""
    before, rest = parsed(celery, words)
    assume(rest and rest[0] in ("worker", "beat") and not before.keys() & {"version", "help"})
    values, _ = parsed(celery.commands[rest[0]], rest[1:])
    roles = {rest[0], "beat"} if "beat" in values else {rest[0]}
    values |= {name: before[name] for name in ("app", "broker", "result_backend") if name in before}
    values |= {"detach": "--detach"} if "detach" in values else {}
    return roles, {fact: values[name] for fact, name in FACTS.items() if name in values}


def by_us(words: Sequence[str]) -> tuple[set[str], dict[str, str]]:
    found = detect([Known("celery"), *map(Known, words)])
    assert isinstance(found.roles, Known)
    said = {name: getattr(found, name) for name in FACTS}
    return set(found.roles.value), {name: fact.value for name, fact in said.items() if isinstance(fact, Known)}


def compare(words: Sequence[str]) -> None:
    try:
        expected = by_click(words)
    except UsageError:
        return
    assert by_us(words) == expected


@pytest.mark.parametrize("command", ["worker", "beat"])
@settings(max_examples=400)
@given(st.data())
def test_options_as_they_are_meant(command: str, data: st.DataObject) -> None:
    before = data.draw(written("celery"))
    assume("--version" not in before)
    compare([*before, command, *data.draw(written(command))])


@pytest.mark.parametrize("command", ["worker", "beat"])
@settings(max_examples=400)
@given(st.data())
def test_options_as_they_fall(command: str, data: st.DataObject) -> None:
    words = data.draw(st.lists(own[command], max_size=10))
    compare([*data.draw(st.lists(general, max_size=4)), command, *words])
