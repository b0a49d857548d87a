"""What a command line starts is found out, whatever it is wrapped in; what cannot be read is unknown."""

from dataclasses import fields
from typing import Any

import pytest
from command_cases import NOTHING, ROLES, UNKNOWN, Command
from command_said_cases import FLOWERS, HINTS, MANAGERS, OPTIONS, SERVERS

from facts.command import Found, detect
from facts.command.words import known
from facts.value import Known, Unknown


def found(command: Command) -> Found:
    words = ["sh", "-c", command] if isinstance(command, str) else command
    return detect([Known(word, f"command[{index}]") for index, word in enumerate(words)])


def each(table: list[tuple[str, list[Command]]]) -> Any:
    return pytest.mark.parametrize(
        ("expected", "command"), [(expected, command) for expected, commands in table for command in commands], ids=str
    )


@each(ROLES)
def test_what_starts(expected: str, command: Command) -> None:
    roles = found(command).roles
    assert (" ".join(sorted(roles.value)) if isinstance(roles, Known) else UNKNOWN) == expected


@each(MANAGERS)
def test_what_starts_several(expected: str, command: Command) -> None:
    manager = found(command).manager
    assert (manager.value if isinstance(manager, Known) else NOTHING) == expected


@pytest.mark.parametrize(("command", "expected"), OPTIONS, ids=str)
def test_what_the_options_say(command: Command, expected: dict[str, str]) -> None:
    said = found(command)
    facts = {field.name: getattr(said, field.name) for field in fields(Found)}
    told = {name: fact.value for name, fact in facts.items() if isinstance(fact, Known) and name != "roles"}
    assert told == expected


@pytest.mark.parametrize(("command", "expected"), FLOWERS, ids=str)
def test_a_flower(command: Command, expected: str) -> None:
    said = found(command)
    assert said.roles == Known(frozenset())
    assert said.flower is not None
    assert " ".join(map(known, said.flower)) == expected


@pytest.mark.parametrize(("command", "expected"), SERVERS, ids=str)
def test_a_redis(command: Command, expected: str | None) -> None:
    said = found(command)
    assert (None if said.redis is None else " ".join(map(known, said.redis))) == expected


@pytest.mark.parametrize(("command", "expected"), HINTS, ids=str)
def test_a_name_is_a_hint(command: Command, expected: str) -> None:
    roles = found(command).roles
    assert isinstance(roles, Unknown)
    assert roles.why.partition("its name says ")[2] == expected


def test_a_word_is_named_by_its_place() -> None:
    said = found(["tini", "--", "celery", "-A", "shop", "worker", "-l", "debug"])
    assert said.log_level == Known("debug", "command[7]")


def test_a_word_that_is_not_known_hides_only_itself() -> None:
    words = [Known("celery"), Known("-A"), Unknown("command[2]"), Known("worker"), Known("-l"), Unknown("command[5]")]
    said = detect(words)
    assert said.roles == Known(frozenset({"worker"}))
    assert (said.application, said.log_level) == (Unknown("command[2]"), Unknown("command[5]"))


def test_a_command_that_is_not_known_is_unknown() -> None:
    assert detect([Unknown("command")]).roles == Unknown("command")
    assert detect([Known("celery"), Unknown("command[1]"), Known("worker")]).roles == Unknown("command[1]")


def test_a_users_name_that_is_not_known_is_no_absence() -> None:
    assert detect([Known("gosu"), Unknown("command[1]"), Known("celery"), Known("worker")]).user == Unknown(
        "command[1]"
    )
