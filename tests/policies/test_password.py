"""A password is kept by its length and by whether anybody guesses it, never by its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts import password

COMMON = """
    redis valkey password passwd secret admin root guest foobared changeme default celery test 123456
    Redis PASSWORD Password1 passw0rd P@ssw0rd! pa$$word P@ssw0rd123 secret! redis-secret redis123 admin2024! 12345678
    CHANGE_ME change-me-please replace_with_strong_password <your-password> your_redis_password_here foobared1!
    mysecretpassword SuperSecretPassword testpassword dev_password local 0000 111111 987654 xxxxxxxx 1 redispass
    xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx please-change-me-before-production passphrase guest1 abc123 qwerty
"""
OWN = """
    correcthorsebatterystaple kX9vQ2mLp0Rt7wZs4nYb dGVzdA-8Hs9-sdf0 83746192837465102938 redis-kX9vQ2mLp0Rt7wZs
    super-secret-password-1234567890 long-secret-redis-password
    9f86d081884c7d659a2feaa0c55ad015 redis83746192837465102938 testudo rooted-in-oslo
"""


@pytest.mark.parametrize("text", COMMON.split())
def test_a_word_that_is_tried_first(text: str) -> None:
    assert password.of(text).is_common


@pytest.mark.parametrize("text", OWN.split())
def test_a_word_of_ones_own(text: str) -> None:
    assert not password.of(text).is_common


def test_an_empty_password_is_no_word() -> None:
    assert password.of("") == password.Password(0)


@given(st.text())
def test_any_text_has_a_length_and_leaves_nothing_else(text: str) -> None:
    kept = password.of(text)
    assert (kept.length, type(kept.is_common)) == (len(text), bool)


@given(st.lists(st.sampled_from(COMMON.split()), max_size=300))
def test_a_long_text_is_read_at_once(words: list[str]) -> None:
    password.of("".join(words))
