"""The pinned SDK still is what the pack builds on."""

import inspect
from typing import Any

import pulumi_policy
import pytest
from pack_server import UNKNOWN, secret
from pulumi_policy import policy as sdk
from pulumi_policy.deserialize import deserialize_properties
from pulumi_policy.proxy import UnknownValueError, unknown_checking_proxy
from wire_forms import UNREADABLE


def test_policy_pack_starts_the_server_class_that_the_pack_replaces() -> None:
    assert "_PolicyAnalyzerServicer(" in inspect.getsource(pulumi_policy.PolicyPack.__init__)
    served = {"Configure", "Analyze", "AnalyzeStack", "Remediate"}
    used = {"_get_enforcement_level", "_get_policy_config", "_create_report_violation"}
    assert served | used <= set(vars(sdk._PolicyAnalyzerServicer))


@pytest.mark.parametrize("value", [value for value in UNREADABLE if isinstance(value, dict)], ids=str)
def test_the_sdk_raises_at_what_it_does_not_know(value: Any) -> None:
    with pytest.raises(AssertionError):
        deserialize_properties({"key": value})


def test_unknown_values_raise_when_read_and_secrets_arrive_in_clear() -> None:
    props = unknown_checking_proxy(deserialize_properties({"later": UNKNOWN, "word": secret("clear"), "n": 1.0}))
    with pytest.raises(UnknownValueError):
        props["later"]
    assert "later" in list(props)
    assert props["word"] == "clear"
    assert not isinstance(props, dict)
