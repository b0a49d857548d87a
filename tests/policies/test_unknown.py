"""What a preview does not know is neither stopped nor passed in silence, and hides nothing that is known."""

import re

import pytest
from pack_server import UNKNOWN, Pack, names, secret
from rule_cases import CASES, Case
from stack_arguments import stack


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule} {case.path}")
def test_an_unknown_argument_is_no_finding_and_is_said_once(case: Case) -> None:
    pack = Pack()
    assert names(pack.resource("CeleryStack", stack(case.path, UNKNOWN))) == set()
    said = {one.policyName: one.message for one in pack.stack()}
    assert set(said) == {"checklist-unread"}
    assert len(re.findall(rf"{case.rule}: shop: {re.escape(case.path)}[ .]", said["checklist-unread"])) == 1


def test_an_unknown_value_does_not_hide_its_neighbour() -> None:
    found = Pack().resource("CeleryStack", stack("app.settings.accept_content", [UNKNOWN, "pickle"]))
    assert names(found) == {"celery-json-only"}


def test_a_secret_that_is_unknown_is_unknown() -> None:
    assert names(Pack().resource("CeleryStack", stack("broker.password", secret(UNKNOWN)))) == set()


@pytest.mark.parametrize("path", ["app", "app.settings", "target", "broker", "web", "workers", "workers.mail", "beat"])
def test_a_whole_part_that_is_unknown_stops_nothing_and_is_said(path: str) -> None:
    pack = Pack()
    assert names(pack.resource("CeleryStack", stack(path, UNKNOWN))) == set()
    assert names(pack.stack()) == {"checklist-unread"}


def test_a_deployment_does_not_repeat_what_its_preview_could_not_read() -> None:
    pack = Pack()
    pack.resource("CeleryStack", stack("broker.bind", UNKNOWN))
    assert names(pack.stack()) == {"checklist-unread"}
    assert names(pack.stack()) == set()


def test_a_host_name_cannot_be_judged_and_that_is_said() -> None:
    pack = Pack()
    assert names(pack.resource("CeleryStack", stack("broker.bind", "cache.internal"))) == set()
    [unread] = pack.stack()
    assert "broker.bind" in unread.message
    assert "a host name, not an address" in unread.message
