"""What Pulumi's environment is made of, and what of the user's own is respected."""

import json
from pathlib import Path

import pytest

from engine.checkout import Checkout
from engine.environment import environment, logged_in, make_places
from engine.find import Engine

CHECKOUT = Checkout(Path("/a checkout"))
ENGINE = Engine(Path("/opt/pulumi/bin/pulumi"))
SOMEWHERE = {"PATH": "/usr/bin", "HOME": "/nonexistent"}


def test_the_virtual_environment_and_the_engine_come_first_on_path() -> None:
    assert environment(CHECKOUT, ENGINE, SOMEWHERE)["PATH"] == "/a checkout/.venv/bin:/opt/pulumi/bin:/usr/bin"


def test_our_language_host_comes_last_where_it_is_needed() -> None:
    engine = Engine(ENGINE.pulumi, CHECKOUT.language_host)
    assert environment(CHECKOUT, engine, SOMEWHERE)["PATH"].endswith(":/usr/bin:/a checkout/engine/bin")


def test_the_state_is_the_checkouts_own() -> None:
    made = environment(CHECKOUT, ENGINE, SOMEWHERE)
    assert made["PULUMI_BACKEND_URL"] == "file:///a%20checkout/.celery-stack/state"
    assert made["PULUMI_HOME"] == "/a checkout/.celery-stack/home"


@pytest.mark.parametrize("name", ["PULUMI_BACKEND_URL", "PULUMI_ACCESS_TOKEN"])
def test_a_backend_that_the_user_chose_is_kept(name: str) -> None:
    made = environment(CHECKOUT, ENGINE, {**SOMEWHERE, name: "chosen"})
    assert made[name] == "chosen"
    assert made.get("PULUMI_BACKEND_URL") != CHECKOUT.state.as_uri()
    assert "PULUMI_HOME" not in made


def test_a_login_of_the_user_counts(tmp_path: Path) -> None:
    credentials = tmp_path / ".pulumi" / "credentials.json"
    credentials.parent.mkdir()
    credentials.write_text(json.dumps({"current": "https://api.pulumi.com"}))
    assert logged_in({"HOME": str(tmp_path)})
    assert logged_in({"PULUMI_HOME": str(credentials.parent)})
    assert logged_in({"PULUMI_CREDENTIALS_PATH": str(credentials.parent)})


@pytest.mark.parametrize("content", ["{}", '{"current": ""}', "half a {"])
def test_a_logout_or_a_broken_file_does_not(tmp_path: Path, content: str) -> None:
    (tmp_path / "credentials.json").write_text(content)
    assert not logged_in({"PULUMI_HOME": str(tmp_path)})


@pytest.mark.parametrize("name", ["PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"])
def test_a_passphrase_of_the_user_is_kept_even_an_empty_one(name: str) -> None:
    made = environment(CHECKOUT, ENGINE, {**SOMEWHERE, name: ""})
    assert [key for key in made if key.startswith("PULUMI_CONFIG_PASSPHRASE")] == [name]


def test_a_passphrase_is_generated_once_for_its_owner_only(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    chosen = environment(checkout, ENGINE, SOMEWHERE)
    make_places(checkout, chosen)
    passphrase = checkout.passphrase.read_text()
    make_places(checkout, chosen)
    assert checkout.passphrase.read_text() == passphrase
    assert len(passphrase) >= 32
    assert checkout.passphrase.stat().st_mode & 0o777 == 0o600


def test_a_login_for_another_project_does_not_lose_a_stack_of_this_checkout(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    stack = checkout.stacks / "celery-stack" / "dev.json"
    stack.parent.mkdir(parents=True)
    stack.write_text("{}")
    (tmp_path / "credentials.json").write_text(json.dumps({"current": "file://~"}))
    logged_in_elsewhere = {**SOMEWHERE, "PULUMI_CREDENTIALS_PATH": str(tmp_path)}
    assert environment(checkout, ENGINE, logged_in_elsewhere)["PULUMI_BACKEND_URL"] == checkout.state.as_uri()
    named = {**logged_in_elsewhere, "PULUMI_BACKEND_URL": "s3://chosen"}
    assert environment(checkout, ENGINE, named)["PULUMI_BACKEND_URL"] == "s3://chosen"


def test_a_passphrase_for_another_project_is_not_tried_on_this_checkouts_state(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    checkout.passphrase.parent.mkdir(parents=True)
    checkout.passphrase.write_text("ours")
    made = environment(checkout, ENGINE, {**SOMEWHERE, "PULUMI_CONFIG_PASSPHRASE": "another"})
    assert made["PULUMI_CONFIG_PASSPHRASE_FILE"] == str(checkout.passphrase)
    assert "PULUMI_CONFIG_PASSPHRASE" not in made
    elsewhere = {**SOMEWHERE, "PULUMI_CONFIG_PASSPHRASE": "another", "PULUMI_BACKEND_URL": "s3://chosen"}
    assert environment(checkout, ENGINE, elsewhere)["PULUMI_CONFIG_PASSPHRASE"] == "another"
