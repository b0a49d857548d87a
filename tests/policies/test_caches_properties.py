"""Whatever caches and security groups look like: no rule raises, and no password comes out."""

from typing import Any

import elasticache_cases
import pytest
import security_group_cases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from judged import Given, said
from pack_server import UNKNOWN, secret
from stack_arguments import changed

from facts.families import aws

MODULES = [elasticache_cases, security_group_cases]
SOUND = [sound for module in MODULES for sound in module.SOUND.values()]
AROUND = [Given(kind.split()[0], kind.split()[1], inputs) for kind, inputs in elasticache_cases.AROUND]
PLACES = [(module.SOUND[case.sound], case.path) for module in MODULES for case in module.CASES]
NESTED = {"name", "value", "address", "type", "passwords", "numNodeGroups", "cidrIp", "cidrBlocks", "gatewayId"}
KEYS = sorted({key for _, inputs in SOUND for key in inputs} | {path.partition(".")[0] for _, path in PLACES} | NESTED)
TYPES = sorted(kind for kind in aws.TYPES if any(part in kind for part in ("elasticache", "memorydb", "ec2", "vpc")))
WORDS = ["redis", "valkey", "default", "0.0.0.0/0", "::/0", "-1", "tcp", "ingress", "true", "enabled", "igw-1", "6379"]
scalars = st.one_of(
    *(st.none(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=8)),
    *(st.just(UNKNOWN), st.sampled_from(WORDS)),
)
keys = st.one_of(st.sampled_from(KEYS), st.text(max_size=4))
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=4), inner.map(secret)),
    max_leaves=15,
)
patient = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FAILED = "checklist-rule-failed"


@patient
@given(st.lists(st.tuples(st.sampled_from(TYPES), st.dictionaries(keys, values, max_size=6)), min_size=2, max_size=4))
def test_no_stack_of_junk_makes_a_rule_fail(made: list[tuple[str, dict[str, Any]]]) -> None:
    names = [f"r{index}" for index in range(len(made))]
    resources = [
        Given(kind, name, inputs, {key: [other for other in names if other != name] for key in inputs})
        for name, (kind, inputs) in zip(names, made, strict=True)
    ]
    assert FAILED not in {one.policyName for one in said(*resources)}


@patient
@given(st.sampled_from(PLACES), values)
def test_no_argument_makes_a_rule_fail(place: tuple[tuple[str, dict[str, Any]], str], junk: Any) -> None:
    (kind, inputs), path = place
    resources = said(*AROUND, Given(kind, "one", changed(inputs, path, junk)))
    assert FAILED not in {one.policyName for one in resources}


MARKER = "s3cr3t-m4rk3r"


@pytest.mark.parametrize(
    ("sound", "path"),
    [
        ("group", "authToken"),
        ("group with users", "authTokenWo"),
        ("user", "passwords"),
        ("user", "passwordsWo"),
        ("user of a role", "authenticationMode.passwords"),
        ("native user", "passwords"),
    ],
)
@pytest.mark.parametrize("text", [MARKER, "", f"redis {MARKER}"])
def test_no_password_comes_out(sound: str, path: str, text: str) -> None:
    kind, inputs = elasticache_cases.SOUND[sound]
    planted = changed(inputs, path, [text] if "password" in path.lower() else text)
    found = said(*AROUND, Given(kind, "one", {**planted, "transitEncryptionEnabled": False}))
    assert not [one.message for one in found if MARKER in one.message]
