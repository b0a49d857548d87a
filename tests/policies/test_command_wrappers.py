"""A command is found in whatever is wrapped around it."""

import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wrapper_cases import around, before

from facts.command import detect
from facts.value import Known

COMMANDS = [
    ["celery", "-A", "shop.main", "worker", "-EBl", "info", "-Q", "a,b"],
    ["python", "-m", "celery", "--app=shop", "beat", "--schedule", "/tmp/a schedule"],
    ["/venv/bin/gunicorn", "shop.wsgi"],
    ["redis-server", "--requirepass", "it's", "--save", ""],
]
IN_LIST, IN_SCRIPT = st.sampled_from(before()), st.sampled_from(around())
wrappings = st.lists(IN_LIST | IN_SCRIPT, max_size=6)


def wrapped(wrapping: list[str], command: list[str]) -> list[str]:
    """The command with these words before it, or around it as one text."""
    if not any("{}" in word for word in wrapping):
        return [*wrapping, *command]
    return [word.replace("{}", shlex.join(command)) for word in wrapping]


def said(command: list[str]) -> tuple[object, ...]:
    """What a command starts and is told, wherever its words stand."""
    found = detect([Known(word) for word in command])
    redis = None if found.redis is None else tuple(found.redis)
    return found.roles, found.application, found.log_level, found.queues, found.manager, redis


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("wrapping", [*before(), *around()], ids=" ".join)
def test_a_wrapper_hides_nothing(wrapping: list[str], command: list[str]) -> None:
    assert said(wrapped(wrapping, command)) == said(command)


@settings(max_examples=500)
@given(wrappings, st.sampled_from(COMMANDS))
def test_wrappers_in_wrappers_hide_nothing(around_it: list[list[str]], command: list[str]) -> None:
    words = command
    for wrapping in around_it:
        words = wrapped(wrapping, words)
    assert said(words) == said(command)
