"""The pinned SDK still is what the pack builds on."""

import inspect
from typing import Any

import pulumi_policy
import pytest
from google.protobuf import json_format
from google.protobuf.struct_pb2 import Struct
from pack_server import UNKNOWN, secret
from pulumi_policy import policy as sdk
from pulumi_policy import proxy
from pulumi_policy.deserialize import deserialize_properties
from wire_forms import UNREADABLE

from facts.value import NOT_KNOWN
from facts.value import Unknown as NotKnown
from pack.wire import properties


def test_policy_pack_starts_the_server_class_that_the_pack_replaces() -> None:
    assert "_PolicyAnalyzerServicer(" in inspect.getsource(pulumi_policy.PolicyPack.__init__)
    served = {"Configure", "Analyze", "AnalyzeStack", "Remediate"}
    used = {"_get_enforcement_level", "_get_policy_config", "_create_report_violation"}
    assert served | used <= set(vars(sdk._PolicyAnalyzerServicer))


@pytest.mark.parametrize("value", [value for value in UNREADABLE if isinstance(value, dict)], ids=str)
def test_the_sdk_raises_at_what_it_does_not_know(value: Any) -> None:
    with pytest.raises(AssertionError):
        deserialize_properties({"key": value})


def test_every_word_of_the_engine_for_an_unknown_value_is_known() -> None:
    types = ("boolean", "number", "string", "Array", "asset", "archive", "Object")
    assert sorted(map(proxy._unknown_to_str, NOT_KNOWN)) == sorted(types)
    assert all(map(proxy._is_unknown, NOT_KNOWN))


def test_properties_are_read_as_the_sdk_reads_them_but_for_what_is_unknown() -> None:
    sent = {"later": UNKNOWN, "word": secret("clear"), "n": 1.0, "list": [secret([None, {"a": True}]), UNKNOWN]}
    struct = Struct()
    struct.update(sent)
    sdks, ours = deserialize_properties(json_format.MessageToDict(struct)), properties(struct)
    assert ours == {**sdks, "later": NotKnown(), "list": [*sdks["list"][:1], NotKnown()]}
    assert ours["word"] == "clear"
