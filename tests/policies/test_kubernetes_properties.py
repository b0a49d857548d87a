"""Whatever stands in resources of Kubernetes: nothing raises, and nothing comes out that should stay in."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import reduce
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from judged import Given, said
from kubernetes_shop import shop
from pack_server import UNKNOWN, secret

MARKER = "s3cr3tm4rk3r"
JUNK = [
    *(None, True, 0, -1.5, 1e300, "", "é\x00", "$(A)$$", "25%", [], {}, [[]], [None], {"name": {}}),
    *(UNKNOWN, secret("x")),
]
SHOP = [replace(one, sources=preview.sources) for one, preview in zip(shop(known=True), shop(), strict=True)]
"""With every name, and with the graph."""
Path = tuple[str | int, ...]


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place in a resource's inputs."""
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from paths(item, (*path, key))


def at(one: Given, path: Path) -> Any:
    return reduce(lambda value, key: value[key], path, one.inputs)


PLACES = [(one.name, path) for one in SHOP for path in paths(one.inputs)]
patient = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def changed(inputs: Any, path: Path, value: Any) -> Any:
    result = deepcopy(inputs)
    place = result
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return result


def put(resources: list[Given], name: str, path: Path, value: Any) -> list[Given]:
    return [replace(one, inputs=changed(one.inputs, path, value)) if one.name == name else one for one in resources]


@patient
@given(place=st.sampled_from(PLACES), junk=st.sampled_from(JUNK))
def test_no_argument_makes_a_reading_fail(place: tuple[str, Path], junk: Any) -> None:
    name, path = place
    assert "checklist-rule-failed" not in {one.policyName for one in said(*put(SHOP, name, path, junk))}


KEPT, SAID = {"value", "data", "stringData", "command", "args"}, "CELERY_TASK_SERIALIZER"
"""What a serializer is called is said."""
SECRET_PLACES = [
    (one.name, path)
    for one in SHOP
    for path in paths(one.inputs)
    if KEPT & {*path} and SAID not in path and isinstance(at(one, path), str)
]
FORMS = [
    *("{}", "redis://:{}@redis:6379/0", "redis://{}@redis", "--requirepass {}", "requirepass {}\nuser default >{}"),
    *(
        "broker_url = 'redis://:{}@redis/0'\n",
        '{"broker_url": "redis://:{}@a/0"}',
        "celery -A {} -b redis://{}@a/0 beat",
    ),
]


@patient
@given(places=st.lists(st.sampled_from(SECRET_PLACES), min_size=1, max_size=4), form=st.sampled_from(FORMS))
def test_no_text_that_may_be_secret_comes_out(places: list[tuple[str, Path]], form: str) -> None:
    resources = SHOP
    for name, path in places:
        resources = put(resources, name, path, form.replace("{}", MARKER))
    assert not [one.message for one in said(*resources) if MARKER in one.message]
