"""What a Redis server is told, by its arguments and by the files that they name."""

import shlex
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.command import detect, redis
from facts.value import Absent, Known, Password, Unknown

EMPTY, HASHED, UNSEEN, ABSENT = Password(0), Password(None), "unseen", "absent"
LONG = "kX9vQ2mLp0Rt7wZs4nYb"
NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
HASH = f"#{'ab' * 32}"

PASSWORDS: list[tuple[str, object]] = [
    ("", ABSENT),
    ("--port 6379", ABSENT),
    ("--masterauth word", ABSENT),
    (f"--requirepass {LONG}", Password(20)),
    (f"--requirepass={LONG}", Password(20)),
    (f"'--requirepass {LONG}'", Password(20)),
    ("--requirepass redis123", Password(8, is_common=True)),
    ("--requirepass ''", EMPTY),
    ("--requirepass", EMPTY),
    (f"--requirepass {LONG} --requirepass ''", EMPTY),
    (f"--user default on '>{LONG}' ~* +@all", Password(20)),
    (f"'--user default on >{LONG} ~* +@all'", Password(20)),
    (f"--user default on '{HASH}' ~* +@all", HASHED),
    (f"--user default on '#{NOTHING}' ~* +@all", EMPTY),
    ("--user default on '>' ~* +@all", EMPTY),
    ("--user default on nopass ~* +@all", EMPTY),
    (f"--requirepass {LONG} --user default on nopass ~* +@all", EMPTY),
    (f"--user default on nopass '>{LONG}' +@all", Password(20)),
    (f"--user default on nopass '{HASH}' +@all", HASHED),
    (f"--user default on '>{LONG}' nopass +@all", EMPTY),
    ("--user default on nopass resetpass +@all", HASHED),
    ("--user default on nopass -@all +ping", HASHED),
    ("--user default off", HASHED),
    ("--user default off nopass", HASHED),
    ("--user default on nopass +@all off", HASHED),
    (f"--user app on '>{LONG}' ~* +@all", ABSENT),
    (f"--user default off --user app on '>{LONG}' ~* +@all", HASHED),
    (f"--requirepass {LONG} --user app on nopass ~* +@all", EMPTY),
    (f"--requirepass {LONG} --user app off nopass ~* +@all", Password(20)),
    (f"--requirepass {LONG} --user health on nopass +ping", Password(20)),
    ("/etc/redis.conf", UNSEEN),
    ("--include /etc/redis.conf", UNSEEN),
    ("--aclfile /etc/users.acl", UNSEEN),
    ("-", "its standard input"),
    ("/given.conf", Password(20)),
    ("/given.conf --requirepass ''", EMPTY),
    ("/open.conf", ABSENT),
    ("/more.conf", Password(20)),
    ("/users.conf", HASHED),
    ("/itself.conf", ABSENT),
]
FILES = {
    "/given.conf": f'# requirepass foobared\n\nport 6379\n  requirepass "{LONG}"\n',
    "/open.conf": "bind 127.0.0.1 -::1\nprotected-mode no\n#requirepass foobared\nmaxmemory-policy volatile-lru\n",
    "/more.conf": "INCLUDE /given.conf\n",
    "/users.conf": "aclfile /users.acl\n",
    "/users.acl": f"user default on {HASH} ~* +@all\nuser app on >{LONG} ~* +@all\n",
    "/itself.conf": "include /itself.conf\n",
}


def directives(arguments: str, files: Mapping[str, str] = FILES) -> Any:
    words = [Known(word, "command") for word in shlex.split(arguments)]
    return redis.read(words, {name: Known(text, name) for name, text in files.items()}), words


def answer(fact: Any) -> object:
    if isinstance(fact, Absent):
        return ABSENT
    return (UNSEEN if fact.why == redis.UNSEEN else fact.why) if isinstance(fact, Unknown) else fact.value


@pytest.mark.parametrize(("arguments", "expected"), PASSWORDS, ids=str)
def test_the_password_that_is_asked(arguments: str, expected: object) -> None:
    assert answer(redis.password(*directives(arguments), "command: requirepass")) == expected


def test_a_server_without_one_says_where_it_could_be() -> None:
    assert redis.password((), (), "command: requirepass") == Absent("command: requirepass")


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ('redis-server --requirepass "$PASSWORD"', "a shell's variable"),
        ("redis-server --requirepass $(cat /run/secrets/password) --save ''", "a shell's variable"),
        ("redis-server ${PASSWORD:+--requirepass $PASSWORD}", "a shell's variable"),
        ("redis-server $OPTIONS", "a shell's variable"),
        (f"redis-server --requirepass {LONG} $OPTIONS", Password(20)),
        ("printf 'requirepass %s' $PASSWORD | redis-server -", "its standard input"),
        ("exec valkey-server --appendonly yes", ABSENT),
    ],
)
def test_the_password_in_a_script(script: str, expected: object) -> None:
    words = detect([Known("sh"), Known("-c"), Known(script)]).redis
    assert words is not None
    assert answer(redis.password(redis.read(words, {}), words, "command")) == expected


@pytest.mark.parametrize(
    ("arguments", "name", "expected"),
    [
        ("--maxmemory-policy noeviction", "maxmemory-policy", Known("noeviction", "command")),
        ("--MAXMEMORY-POLICY allkeys-lru", "maxmemory-policy", Known("allkeys-lru", "command")),
        ("/open.conf", "maxmemory-policy", Known("volatile-lru", "/open.conf")),
        ("/open.conf --maxmemory-policy noeviction", "maxmemory-policy", Known("noeviction", "command")),
        ("--bind 10.0.0.1 ::1", "bind", Known("10.0.0.1 ::1", "command")),
        ("'--bind 10.0.0.1 ::1'", "bind", Known("10.0.0.1 ::1", "command")),
        ("--save ''", "save", Known("", "command")),
        ("--port 6379", "bind", Absent("command: bind")),
        ("/unseen.conf", "bind", Unknown("command", redis.UNSEEN)),
        ("--aclfile /unseen.acl", "bind", Absent("command: bind")),
    ],
)
def test_a_directive(arguments: str, name: str, expected: object) -> None:
    assert redis.text(*directives(arguments), name, "command") == expected


def test_a_directive_that_is_not_known_hides_those_before_it() -> None:
    words = [Known("--bind"), Known("::1"), Known("--bind"), Unknown("command[3]")]
    assert redis.text(redis.read(words, {}), words, "bind", "command") == Unknown("command[3]")
    assert redis.text(redis.read(words, {}), words, "port", "command") == Absent("command: port")
    assert redis.text(redis.read(words, {}), [*words, Unknown("more")], "port", "command") == Unknown("more")


def test_the_value_of_an_option_that_is_not_known_is_no_password() -> None:
    words = [Known("--maxmemory"), Unknown("command[1]")]
    assert redis.password(redis.read(words, {}), words, "command") == Absent("command")


def test_numbers_and_flags() -> None:
    found = directives("--maxclients 100 --port x --protected-mode NO --daemonize maybe")
    assert redis.number(*found, "maxclients", "command") == Known(100.0, "command")
    assert redis.number(*found, "port", "command") == Unknown("command", "not a number")
    assert redis.flag(*found, "protected-mode", "command") == Known(False, "command")
    assert redis.flag(*found, "daemonize", "command") == Unknown("command", "not yes or no")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("--bind 127.0.0.1", True),
        ("--bind 127.0.0.1 -::1", True),
        ("--bind localhost", True),
        ("/open.conf", True),
        ("/open.conf --bind 0.0.0.0", False),
        ("--port 0 --unixsocket /s", True),
        ("--port 0 --tls-port 6379", False),
        ("--port 0 --tls-port 6379 --bind 127.0.0.1", True),
        ("--bind 127.0.0.1 10.0.0.1", False),
        ("--bind", False),
        ("", False),
    ],
)
def test_a_server_on_its_loopback_only(arguments: str, expected: bool) -> None:
    assert redis.is_closed(directives(arguments)[0]) == expected


WORDS = """
    --requirepass --user default on off nopass > >x #x --aclfile --include /given.conf /itself.conf - -- --bind ::1 ''
    include user aclfile requirepass 'a "b
"""
words = st.sampled_from(WORDS.split()) | st.text(max_size=4)


@given(
    st.lists(words.map(Known) | st.just(Unknown("command")) | st.just(Absent()), max_size=8),
    st.dictionaries(words, st.lists(words, max_size=8).map(" ".join), max_size=3),
)
def test_nothing_makes_it_fail_or_tells_a_password(arguments: list[Any], texts: dict[str, str]) -> None:
    files = {name: Known(text) for name, text in {**FILES, **texts}.items()}
    told = redis.read(arguments, files)
    fact = redis.password(told, arguments, "command")
    assert isinstance(fact, Absent | Unknown) or isinstance(fact.value, Password)
    redis.text(told, arguments, "bind", "command")
    redis.is_closed(told)
