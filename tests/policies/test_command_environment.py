"""What an environment says to Celery itself, and to a shell."""

import os
from unittest.mock import patch

import pytest
from celery.bin.celery import celery
from click import Context

from facts.command import Found, detect
from facts.command.defaults import OPTIONS
from facts.environment import Environment
from facts.value import Known, Unknown

BOTH = [(command, fact) for command in ("worker", "beat") for fact in OPTIONS]
OF_CELERY = {command: {one.name: one for one in celery.commands[command].params} for command in ("worker", "beat")}


def found(command: str | list[str], **variables: str) -> Found:
    words = ["sh", "-c", command] if isinstance(command, str) else command
    environment = Environment({name: Known(value, name) for name, value in variables.items()})
    return detect([Known(word, "command") for word in words], environment)


@pytest.mark.parametrize(
    ("command", "fact"), [pair for pair in BOTH if OPTIONS[pair[1]].lower() in OF_CELERY[pair[0]]], ids=str
)
def test_an_option_from_the_environment(command: str, fact: str) -> None:
    variable = f"CELERY_{command.upper()}_{OPTIONS[fact]}"
    with patch.dict(os.environ, {variable: "word"}):
        context = Context(celery.commands[command], auto_envvar_prefix=f"CELERY_{command.upper()}")
        assert OF_CELERY[command][OPTIONS[fact].lower()].resolve_envvar_value(context) == "word"
    assert getattr(found(["celery", "-A", "shop", command], **{variable: "word"}), fact) == Known("word", variable)


def test_the_command_line_has_precedence() -> None:
    said = found(["celery", "-A", "shop", "worker", "-l", "INFO"], CELERY_WORKER_LOGLEVEL="DEBUG")
    assert said.log_level == Known("INFO", "command")
    assert found("CELERY_WORKER_LOGLEVEL=ERROR celery worker", CELERY_WORKER_LOGLEVEL="DEBUG").log_level == Known(
        "ERROR", "command"
    )
    assert found(["celery", "beat"], CELERY_WORKER_LOGLEVEL="DEBUG").log_level != Known("DEBUG")


def test_a_beat_in_a_worker_by_the_environment() -> None:
    both = frozenset({"worker", "beat"})
    assert found(["celery", "worker"], CELERY_WORKER_BEAT="1").roles == Known(both, "CELERY_WORKER_BEAT")
    assert found(["celery", "worker"], CELERY_WORKER_BEAT="0").roles == Known(frozenset({"worker"}), "command")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("$LEVEL", Known("debug", "LEVEL")),
        ("${LEVEL}", Known("debug", "LEVEL")),
        ('"$LEVEL"', Known("debug", "LEVEL")),
        ("${LEVEL:-info}", Known("debug", "LEVEL")),
        ('"${LEVEL:?is missing}"', Known("debug", "LEVEL")),
        ("de${REST}", Known("debug", "command")),
    ],
)
def test_a_variable_that_is_known_is_put_in_its_place(word: str, expected: Known[str]) -> None:
    variables = {"LEVEL": "debug", "REST": "bug"}
    assert found(f"exec celery -A shop worker -l {word}", **variables).log_level == expected
    assert found(f"celery -A shop worker --loglevel={word}", **variables).log_level == Known("debug", "command")


@pytest.mark.parametrize(
    "script",
    [
        "celery -A shop worker -l $OTHER",
        "celery -A shop worker -l ${EMPTY:-info}",
        "celery -A shop worker -l ${LEVEL%g}",
        "celery -A shop worker -l ${LEVEL:+info}",
        "celery -A shop worker -l $(echo info)",
        "celery -A shop worker -l `echo $LEVEL`",
        ". /app/env; celery -A shop worker -l $LEVEL",
        "source /app/env && celery -A shop worker -l $LEVEL",
        "read LEVEL; celery -A shop worker -l $LEVEL",
        "LEVEL=$(cat /level); celery -A shop worker -l $LEVEL",
        "[ $DEBUG ] && LEVEL=info; celery -A shop worker -l $LEVEL",
        "if [ $DEBUG ]; then LEVEL=info; fi; celery -A shop worker -l $LEVEL",
        "LEVEL+=x; celery -A shop worker -l $LEVEL",
    ],
)
def test_one_that_may_be_another_is_not(script: str) -> None:
    said = found(script, LEVEL="debug", EMPTY="")
    assert said.roles == Known(frozenset({"worker"}), "command")
    assert isinstance(said.log_level, Unknown)


def test_a_variable_of_the_script_itself() -> None:
    assert found("LEVEL=debug; celery -A shop worker -l $LEVEL").log_level == Known("debug", "command")
    assert found("export LEVEL=debug\ncelery -A shop worker -l $LEVEL", LEVEL="info").log_level == Known(
        "debug", "command"
    )
    several = "START='celery -A shop worker -B'\nif [ $RELOAD ]; then watchmedo auto-restart -- $START; else $START; fi"
    assert found(several).roles == Known(frozenset({"worker", "beat"}), "command")


def test_a_variable_with_several_words_is_several() -> None:
    said = found("celery -A shop worker $OPTIONS", OPTIONS="-B -l debug")
    assert (said.roles, said.log_level) == (Known(frozenset({"worker", "beat"}), "command"), Known("debug", "OPTIONS"))
    assert found('celery -A shop worker -l "$OPTIONS"', OPTIONS="-B -l").roles == Known(
        frozenset({"worker"}), "command"
    )


def test_options_in_a_variable_that_is_not_known_may_be_any_but_the_role_is_known() -> None:
    said = found("celery -A shop worker -c 4 $OPTIONS")
    assert said.roles == Known(frozenset({"worker"}), "command")
    assert said.concurrency == Known("4", "command")
    assert isinstance(said.log_level, Unknown)


def test_a_words_beginning_says_which_option_it_is() -> None:
    said = found("celery -A shop worker --loglevel=$LEVEL -c$N -Ofair")
    assert isinstance(said.log_level, Unknown)
    assert isinstance(said.concurrency, Unknown)
    assert not isinstance(said.pool, Unknown)


@pytest.mark.parametrize(
    "command",
    [
        "C_FORCE_ROOT=1 celery -A shop worker",
        "export C_FORCE_ROOT=1 && exec celery -A shop worker",
        ["env", "C_FORCE_ROOT=1", "celery", "-A", "shop", "worker"],
        ["sudo", "C_FORCE_ROOT=1", "sh", "-c", "celery -A shop worker"],
    ],
)
def test_what_a_command_line_adds_to_the_environment(command: str | list[str]) -> None:
    assert found(command).variables == {"C_FORCE_ROOT": Known("1", "command")}
