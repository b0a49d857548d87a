"""What a command line starts is found out, whatever it is wrapped in; what cannot be read is unknown."""

from typing import Any

import pytest
from command_cases import MANAGERS, NOTHING, OPTIONS, ROLES, UNKNOWN, Command
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.command import Found, detect
from facts.value import Absent, Known, Unknown


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
    facts = {name: getattr(said, name) for name in ("application", "broker_url", "log_level", "user")}
    assert {name: fact.value for name, fact in facts.items() if isinstance(fact, Known)} == expected


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


WORDS = """
    sh -c -lc bash python -m celery worker beat -A shop -B -EB -- tini gosu env A=b timeout exec && & ; | ( ) ' " $X `x`
    > 2>&1 supervisord multi redis-server --requirepass if then case esac entrypoint.sh -
"""
words = st.sampled_from(WORDS.split())
texts = st.one_of(words, st.text(max_size=8), st.lists(words, max_size=10).map(" ".join))
facts = st.one_of(texts.map(Known), st.just(Unknown("command")), st.just(Absent()))


@settings(max_examples=2000, deadline=None)
@given(st.lists(facts, max_size=12))
def test_no_command_line_makes_it_fail(command: list[Any]) -> None:
    assert isinstance(detect(command), Found)
