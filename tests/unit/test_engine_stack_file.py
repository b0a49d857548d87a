"""The stack file's copy: what git keeps, with what was changed on this machine on top."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engine.checkout import Checkout
from engine.errors import EngineError
from engine.stack_file import apply, changes, health_path, refresh

documents = st.recursive(
    st.integers() | st.text(max_size=3) | st.lists(st.integers(), max_size=2),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
).filter(lambda value: isinstance(value, dict))


@given(documents, documents)
def test_changes_lead_from_one_document_to_the_other(origin: dict[str, Any], changed: dict[str, Any]) -> None:
    assert apply(origin, list(changes(origin, changed))) == changed


@given(documents)
def test_a_document_does_not_differ_from_itself(document: dict[str, Any]) -> None:
    assert list(changes(document, document)) == []


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    made = Checkout(tmp_path)
    made.stack_file.parent.mkdir()
    track(made, {"app:web": {"port": 8000, "log": "info"}})
    refresh(made)
    return made


def track(checkout: Checkout, config: dict[str, Any]) -> None:
    checkout.stack_file.write_text(yaml.safe_dump({"config": config}))


def local(checkout: Checkout) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(checkout.local_stack_file.read_text())
    return document


def change_locally(checkout: Checkout, document: dict[str, Any]) -> None:
    checkout.local_stack_file.write_text(yaml.safe_dump(document))


def test_an_edit_of_the_tracked_file_arrives(checkout: Checkout) -> None:
    track(checkout, {"app:web": {"port": 9000}})
    assert refresh(checkout) == []
    assert local(checkout) == {"config": {"app:web": {"port": 9000}}}


def test_the_salt_and_local_values_stay(checkout: Checkout) -> None:
    secret = {"secure": "v1:x"}
    change_locally(
        checkout,
        {"encryptionsalt": "v1:salt", "config": {"app:web": {"port": 8001, "log": "info", "key": secret}}},
    )
    track(checkout, {"app:web": {"port": 9000, "log": "error"}})
    assert refresh(checkout) == ["app:web.port", "app:web.key"]
    web = {"port": 8001, "log": "error", "key": secret}
    assert local(checkout) == {"config": {"app:web": web}, "encryptionsalt": "v1:salt"}


def test_a_value_removed_locally_stays_removed(checkout: Checkout) -> None:
    change_locally(checkout, {"config": {"app:web": {"port": 8000}}})
    assert refresh(checkout) == ["app:web.log"]
    assert refresh(checkout) == ["app:web.log"]
    assert local(checkout) == {"config": {"app:web": {"port": 8000}}}


@pytest.mark.parametrize("content", ["", "{}\n"])
def test_a_copy_that_is_empty_is_made_again(checkout: Checkout, content: str) -> None:
    checkout.local_stack_file.write_text(content)
    assert refresh(checkout) == []
    assert local(checkout) == {"config": {"app:web": {"port": 8000, "log": "info"}}}


def test_a_copy_that_is_gone_is_made_again(checkout: Checkout) -> None:
    checkout.local_stack_file.unlink()
    assert refresh(checkout) == []
    assert local(checkout) == {"config": {"app:web": {"port": 8000, "log": "info"}}}


def test_the_copy_is_replaced_whole(checkout: Checkout) -> None:
    with checkout.local_stack_file.open() as before:
        track(checkout, {"app:web": {"port": 9000}})
        refresh(checkout)
        assert yaml.safe_load(before) == {"config": {"app:web": {"port": 8000, "log": "info"}}}
    assert {file.name for file in checkout.local.iterdir()} == {"Pulumi.dev.yaml", "origin.yaml"}
    assert checkout.local_stack_file.stat().st_mode & 0o777 == 0o600


def test_what_both_changed_alike_is_no_difference_any_more(checkout: Checkout) -> None:
    change_locally(checkout, {"config": {"app:web": {"port": 9000, "log": "info"}}})
    track(checkout, {"app:web": {"port": 9000, "log": "info"}})
    assert refresh(checkout)
    assert refresh(checkout) == []


def test_a_file_that_is_not_yaml_is_named(checkout: Checkout) -> None:
    checkout.stack_file.write_text("config: [")
    with pytest.raises(EngineError, match=r"Pulumi\.dev\.yaml is not YAML"):
        refresh(checkout)


def test_the_health_path_is_the_stacks(checkout: Checkout) -> None:
    assert health_path(checkout) == "/health"
    track(checkout, {"celery-stack:web": {"health_path": "/well"}})
    refresh(checkout)
    assert health_path(checkout) == "/well"
