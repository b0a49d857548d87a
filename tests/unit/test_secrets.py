"""A secret is kept out of what people read, however it is spelled there."""

import json
import traceback
from collections.abc import Callable
from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celery_stack.secrets import masked, problem

SECRETS = ["s3cret", "p@ss/w ord", 'it\'s "quoted"', "back\\slash", "Straße & €", "a\nb"]
SPELLINGS: dict[str, Callable[[str], str]] = {
    "itself": str,
    "Python": repr,
    "JSON": json.dumps,
    "JSON in Unicode": lambda secret: json.dumps(secret, ensure_ascii=False),
    "a URL": lambda secret: f"redis://:{quote(secret, safe='')}@redis:6379",
    "a path": lambda secret: f"/{quote(secret)}",
    "a form": lambda secret: urlencode({"key": secret}),
    "a form's value": quote_plus,
}


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_secret_is_masked_however_it_is_spelled(secret: str, spelling: str) -> None:
    spelled = SPELLINGS[spelling](secret)
    found = masked(f"before {spelled} after {spelled}", [secret])
    assert found.count("***") == 2
    assert (found.startswith("before "), "s3cret" in found, secret in found) == (True, False, False)


def test_secrets_in_a_traceback_are_masked() -> None:
    said = "".join(traceback.format_exception_only(ValueError(SECRETS[0], {"key": SECRETS[1]})))
    assert masked(said, SECRETS) == "ValueError: ('***', {'key': '***'})\n"


def test_of_two_secrets_the_longer_goes_first() -> None:
    assert masked("s3cret-and-more, s3cret", ["s3cret", "s3cret-and-more"]) == "***, ***"


def test_no_secret_leaves_a_text_as_it_is() -> None:
    assert masked("as it is", []) == masked("as it is", ["", "another"]) == "as it is"


@given(st.text(), st.text("abc", min_size=1), st.text())
def test_nothing_of_it_is_left(before: str, secret: str, after: str) -> None:
    assert secret not in masked(f"{before}{secret}{after}", [secret])


@pytest.mark.parametrize("password", ["x", "p@ss/w ord", "Straße", "#hash", ">arrow", "'quote"])
def test_a_password_may_be_almost_anything(password: str) -> None:
    assert problem(password) == ""


@pytest.mark.parametrize("password", ["", "a\nb", "a\rb", "a\tb", "\0"])
def test_what_cannot_be_a_password_is_named_without_it(password: str) -> None:
    assert problem(password).startswith("broker.password ")
    assert "; give one" in problem(password)
