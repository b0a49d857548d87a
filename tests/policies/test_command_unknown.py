"""Whatever stands in a command line, it is read without an error, and what cannot be read is not passed over."""

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wrapper_cases import before

from facts.command import Found, detect
from facts.command.unwrap import DEEPEST
from facts.environment import Environment
from facts.value import Absent, Known, Unknown

PARTS = """
    sh -c -lc -o bash python -m -um celery worker beat flower multi start -A shop -B -EB -c:1 -- - '' tini gosu su env
    timeout A=b exec eval && & ; | || ( ) { } ' " $X $@ $1 ${X:-y} $( ) `x` > < << <<- 2>&1 <( \\ # if then fi case in
    esac for do done export supervisord honcho run redis-server --requirepass --sentinel entrypoint.sh wait.sh flask
    -l=x --loglevel= --help --version watchfiles flock start-stop-daemon --exec uv debugpy make manage.py
"""
parts = st.sampled_from(PARTS.split()) | st.just("\n")
texts = st.one_of(parts, st.text(max_size=8), st.lists(parts, max_size=12).map(" ".join))
words: st.SearchStrategy[Any] = st.one_of(texts.map(Known), st.just(Unknown("command")), st.just(Absent()))
variables = st.dictionaries(st.sampled_from(["X", "A", "1", "CELERY_WORKER_BEAT", "CELERY_WORKER_LOGLEVEL"]), words)


@settings(max_examples=1000)
@given(st.lists(words, max_size=12), variables)
def test_no_command_line_makes_it_fail(command: list[Any], environment: dict[str, Any]) -> None:
    assert isinstance(detect(command, Environment(environment)), Found)


COMMAND = ["celery", "-A", "shop", "worker", "-l", "info"]


@settings(max_examples=1000)
@given(st.lists(st.sampled_from(before()), max_size=3), st.data())
def test_a_word_that_is_not_known_never_makes_it_nothing(wrappers: list[list[str]], data: st.DataObject) -> None:
    command: list[Any] = [Known(word) for wrapper in wrappers for word in wrapper] + list(map(Known, COMMAND))
    command[data.draw(st.integers(0, len(command) - 1))] = Unknown("command")
    roles = detect(command).roles
    assert isinstance(roles, Unknown) or roles == Known(frozenset({"worker"}))


@pytest.mark.parametrize("position", [0, 3])
@settings(max_examples=200)
@given(wrappers=st.lists(st.sampled_from(before()), max_size=3))
def test_a_word_that_decides_makes_it_unknown(position: int, wrappers: list[list[str]]) -> None:
    command: list[Any] = list(map(Known, COMMAND))
    command[position] = Unknown("command")
    assert isinstance(detect([*(Known(word) for wrapper in wrappers for word in wrapper), *command]).roles, Unknown)


@pytest.mark.parametrize(
    "command",
    [
        ["tini"] * 5000 + COMMAND,
        ["eval"] * 5000 + COMMAND,
        ["python", "-m", "debugpy"] * 2000 + ["-m", *COMMAND],
        ["sh", "-c", "celery worker " + "a " * 30_000],
        ["sh", "-c", "(" * 30_000],
        ["sh", "-c", "$(" * 30_000],
        ["sh", "-c", "`" * 30_001],
        ["sh", "-c", '"' * 30_001],
        ["sh", "-c", "<<a\n" * 20_000],
        ["sh", "-c", "a <<a <<b\n" + "x\n" * 30_000],
        ["sh", "-c", "A=$A$A;" * 20_000],
        ["sh", "-c", "A=x;" + "A=$A$A;" * 64 + "$A $A"],
        ["sh", "-c", "A='x y';" + 'A="$A $A";' * 64 + "$A $A"],
        ["a " * 30_000],
        ["celery", "worker", "-" + "E" * 30_000],
        ["celery", "worker", "--", "=" * 30_000],
        ["redis-server", "--" + "a " * 30_000],
    ],
    ids=lambda command: " ".join(command[:3])[:20].strip(),
)
def test_a_huge_command_line_is_read_at_once(command: list[str]) -> None:
    start = time.process_time()
    detect([Known(word) for word in command])
    assert time.process_time() - start < 2


def test_what_is_too_deep_is_not_known() -> None:
    script = ["sh", "-c", '"$@"', "sh"]
    assert detect(list(map(Known, script * DEEPEST + COMMAND))).roles == Known(frozenset({"worker"}))
    assert isinstance(detect(list(map(Known, script * (DEEPEST + 1) + COMMAND))).roles, Unknown)
