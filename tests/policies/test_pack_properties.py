"""Whatever a resource looks like: no rule raises, and nothing comes out that should stay in."""

from typing import Any

import pytest
from docker_cases import CASES as DOCKER_CASES
from docker_cases import SOUND as DOCKER
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pack_server import UNKNOWN, Pack, secret
from stack_arguments import SOUND, changed, stack

KINDS = ["CeleryStack", "Broker", "Web", "Worker", "Beat", ".Container", ".Service"]
MARKER = "s3cr3t-m4rk3r"
KEYS = sorted(
    {"url", "user", "password", "host", "accept_content", "facts", "role", "replicas", "port", "health_path", "runtime"}
    | {*SOUND, "bind", "settings", "result_expires", "broker_pool_limit", "stop_grace", "log_level", "existing_broker"}
)

CONTAINER_KEYS = sorted({key for _, inputs in DOCKER.values() for key in inputs} | {case.path for case in DOCKER_CASES})
WORDS = [
    "celery",
    "worker",
    "beat",
    "sh",
    "-c",
    "redis-server",
    "--requirepass",
    "--user",
    "default",
    "redis",
    "&",
    "NONE",
]
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.just(UNKNOWN),
    st.sampled_from(WORDS),
)
keys = st.one_of(st.sampled_from(KEYS), st.sampled_from(CONTAINER_KEYS), st.text(max_size=5))
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(keys, inner, max_size=5),
        inner.map(secret),
    ),
    max_leaves=25,
)
inputs = st.dictionaries(keys, values, max_size=8)
patient = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@patient
@given(kind=st.sampled_from(KINDS), given_inputs=inputs, outputs=inputs)
def test_no_resource_makes_a_rule_fail(kind: str, given_inputs: dict[str, Any], outputs: dict[str, Any]) -> None:
    pack = Pack()
    pack.resource(kind, given_inputs)
    closing = pack.stack((f"{kind} one", outputs), (f"{kind} two", given_inputs))
    assert "checklist-rule-failed" not in {one.policyName for one in closing}


PATHS = st.sampled_from(
    [f"{top}.{key}" for top, part in SOUND.items() for key in part] + ["broker.port", "app.command"]
)


@patient
@given(path=PATHS, junk=values)
def test_no_argument_of_a_stack_makes_a_rule_fail(path: str, junk: Any) -> None:
    pack = Pack()
    pack.resource("CeleryStack", stack(path, junk))
    assert "checklist-rule-failed" not in {one.policyName for one in pack.stack()}


PRIVATE = ["broker.password", "app.env.TOKEN", "app.secrets", "app.source", "app.settings.broker_url", "web.wsgi"]
prefix = st.text(max_size=5)


@patient
@given(path=st.sampled_from([*PRIVATE, "existing_broker.url", "existing_broker.password"]), before=prefix, after=prefix)
def test_no_private_text_ever_comes_out(path: str, before: str, after: str) -> None:
    pack = Pack()
    planted = stack(path, f"{before}{MARKER}{after}")
    planted["app"]["stop_grace"] = 0
    planted["broker"]["bind"] = "0.0.0.0"
    said = [*pack.resource("CeleryStack", planted), *pack.stack()]
    assert said
    assert not [one.message for one in said if MARKER in one.message]


SHOWN = ["target.host.user", "broker.bind", "web.log_level", "web.health_path", "app.settings.task_serializer"]


@patient
@given(path=st.sampled_from(SHOWN), user=prefix, host=prefix)
def test_no_url_or_long_text_comes_out_of_an_argument_that_is_shown(path: str, user: str, host: str) -> None:
    pack = Pack()
    for text in (f"redis://{user}:{MARKER}@{host}", MARKER + "x" * 80):
        said = [*pack.resource("CeleryStack", stack(path, text)), *pack.stack()]
        assert not [one.message for one in said if MARKER in one.message]


CONTAINERS = st.sampled_from([(case.sound, case.path) for case in DOCKER_CASES])


@patient
@given(place=CONTAINERS, junk=values)
def test_no_property_of_a_container_makes_a_rule_fail(place: tuple[str, str], junk: Any) -> None:
    pack, (kind, inputs) = Pack(), DOCKER[place[0]]
    planted = changed(inputs, place[1], junk)
    pack.resource(kind, planted, "celery")
    assert "checklist-rule-failed" not in {one.policyName for one in pack.stack((f"{kind} celery", planted))}


def marked(value: Any) -> Any:
    """The same with a marker at the end of every text that says nothing to a rule."""
    if isinstance(value, dict):
        return {key: marked(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [marked(inner) for inner in value]
    return f"{value}://{MARKER}" if isinstance(value, str) else value


@pytest.mark.parametrize("sound", DOCKER)
@pytest.mark.parametrize(
    "key", ["command", "envs", "healthcheck", "labels", "image", "uploads", "ports", "logDriver", "user"]
)
def test_no_text_of_a_container_comes_out(sound: str, key: str) -> None:
    pack, (kind, inputs) = Pack(), DOCKER[sound]
    given = {"envs": ["A=b"], "image": "x", "labels": [{"label": "a", "value": "b"}], **inputs, "restart": "no"}
    words = ["celery", "-A", MARKER, "-b", f"redis://:{MARKER}@h", "worker", "-l", "debug", f"--requirepass={MARKER}"]
    planted = {**given, key: words if key == "command" else marked(given.get(key))}
    said = [*pack.resource(kind, planted, "celery"), *pack.stack((f"{kind} celery", planted))]
    assert not [one.message for one in said if MARKER in one.message]
