"""Which passwords Redis takes: of a version the one in force and the one before, or the user's own."""

from typing import Any

import pulumi
import pytest

from celery_stack.errors import InvalidArgumentError
from celery_stack.targets.containers.passwords import drawn, generated, passwords

from .recording import Recording, is_secret, record, value_of


def made(*, preview: bool = False, **wanted: Any) -> tuple[Recording, list[Any]]:
    found: list[Any] = []
    recording = record(
        lambda: found.extend(passwords("queue", wanted, pulumi.ResourceOptions())) or None, preview=preview
    )
    return recording, found


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, ["queue-password-1"]),
        ({"password_version": 1}, ["queue-password-1"]),
        ({"password_version": 2}, ["queue-password-2", "queue-password-1"]),
        ({"password_version": 9}, ["queue-password-9", "queue-password-8"]),
    ],
)
def test_the_one_in_force_comes_first_then_the_one_before(wanted: dict[str, Any], names: list[str]) -> None:
    recording, found = made(**wanted)
    assert set(recording.named()) == set(names)
    assert [value_of(one) for one in found] == [f"generated-{name}" for name in names]
    assert all(is_secret(one) for one in found)


def test_a_password_in_force_is_the_same_resource_when_it_is_the_one_before() -> None:
    now, later = made(password_version=3)[0], made(password_version=4)[0]
    assert set(now.named()) & set(later.named()) == {"queue-password-3"}


def test_a_password_of_the_users_own_is_the_only_one_and_sealed() -> None:
    recording, found = made(password="s3cret")
    assert not recording.made
    assert [value_of(one) for one in found] == ["s3cret"]
    assert is_secret(found[0])


@pytest.mark.parametrize("version", [0, -1])
def test_versions_begin_with_one(version: int) -> None:
    with pytest.raises(InvalidArgumentError) as refused:
        made(password_version=version)
    assert str(refused.value) == f"broker.password_version is {version}; it must be 1 or more"


@pytest.mark.parametrize(("password", "problem"), [("", "is empty"), ("s3\ncret", "has a line break")])
def test_a_password_that_cannot_work_is_refused_at_preview_without_it(password: str, problem: str) -> None:
    with pytest.raises(InvalidArgumentError) as refused:
        made(password=password, preview=True)
    assert str(refused.value).startswith(f"broker.password {problem}")
    assert "s3" not in str(refused.value)


@pytest.mark.parametrize(
    ("wanted", "there", "found", "names"),
    [
        (None, {"SALT": "kept"}, {}, set()),
        (["SALT"], {}, {"SALT": "generated-shop-SALT"}, {"shop-SALT"}),
        (["SALT"], {"SALT": "kept"}, {"SALT": "kept"}, set()),
        (["SALT", "KEY"], {"SALT": "kept"}, {"SALT": "kept", "KEY": "generated-shop-KEY"}, {"shop-KEY"}),
    ],
)
def test_a_secret_that_is_there_is_not_drawn_again(wanted: Any, there: Any, found: Any, names: set[str]) -> None:
    made: dict[str, Any] = {}
    app = {"generated_secrets": wanted} if wanted else {}
    recording = record(lambda: made.update(generated("shop", app, there, pulumi.ResourceOptions())))
    assert {key: value_of(value) for key, value in made.items()} == found
    assert set(recording.named()) == names


def test_what_is_drawn_needs_no_quoting_anywhere() -> None:
    recording = record(lambda: drawn("key", 50, pulumi.ResourceOptions()) and None)
    assert recording["key"].inputs == {"length": 50, "special": False}
