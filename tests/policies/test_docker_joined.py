"""An image that is another resource's has no name before the graph tells whose it is; then the container is judged."""

from typing import Any

import pytest
from docker_resources import DEFAULTS, REDIS, WORKER
from pack_server import UNKNOWN, Pack, mandatory, names, urn

IMAGE = urn(".RemoteImage", "image")
OPEN = {**DEFAULTS, "image": UNKNOWN, "ports": [{"internal": 6379, "ip": "0.0.0.0"}]}
BROKEN = {"redis-requires-password", "redis-not-published", "restart-always"}


def joined(
    inputs: dict[str, Any], image: str, kind: str = ".Container", key: str = "image"
) -> tuple[set[str], set[str]]:
    """What is said of the resource when it comes, and at the end, with this image's name behind `key`."""
    pack = Pack()
    registered = [(f"{kind} one", {}), (".RemoteImage image", {"name": image, "imageId": UNKNOWN})]
    first = mandatory(pack.resource(kind, inputs, "one"))
    return first, mandatory(pack.stack(*registered, sources={"one": {key: IMAGE}}))


def test_a_server_is_recognized_by_its_images_name() -> None:
    assert joined(OPEN, "redis:7") == (set(), BROKEN)


def test_an_id_of_an_image_that_is_there_already_is_no_name() -> None:
    assert joined({**OPEN, "image": "sha256:" + "a" * 64}, "redis:7") == (set(), BROKEN)


def test_another_image_is_none_of_this_packs_business() -> None:
    assert joined(OPEN, "postgres:16") == (set(), set())


def test_options_alone_are_the_servers() -> None:
    sound = {**REDIS, "image": UNKNOWN, "command": ["--requirepass", "hidden-and-long"]}
    assert joined(sound, "redis:7") == (set(), set())
    assert joined({**sound, "command": ["--save", "60"]}, "redis:7") == (set(), {"redis-requires-password"})


def test_what_was_judged_when_it_came_is_not_judged_again() -> None:
    first, last = joined({**WORKER, "image": UNKNOWN, "user": "root"}, "shop:1")
    assert (first, last) == ({"worker-not-root"}, set())


def test_a_services_image_is_found_among_what_its_task_comes_from() -> None:
    inputs = {"taskSpec": {"containerSpec": {"image": UNKNOWN}}, "endpointSpec": {"ports": [{"targetPort": 6379}]}}
    assert joined(inputs, "redis:7", ".Service", "taskSpec") == (set(), BROKEN - {"restart-always"})


def test_an_exclusion_holds_then_too() -> None:
    exclude = [{"urn": "*::one", "reason": "an example"}]
    pack = Pack(config={rule: {"exclude": exclude} for rule in BROKEN})
    pack.resource(".Container", OPEN, "one")
    registered = [(".Container one", {}), (".RemoteImage image", {"name": "redis"})]
    said = pack.stack(*registered, sources={"one": {"image": IMAGE}})
    assert "checklist-excluded" in names(said)
    assert mandatory(said) == set()


@pytest.mark.parametrize("sources", [{}, {"image": urn(".RemoteImage", "gone")}])
def test_without_the_graph_it_stays_unknown(sources: dict[str, str]) -> None:
    pack = Pack()
    pack.resource(".Container", OPEN, "one")
    assert names(pack.stack((".Container one", {}), sources={"one": sources})) == set()


def test_a_resource_that_did_not_come_by_itself_is_read_from_the_stack() -> None:
    beat = {**WORKER, "command": ["celery", "-A", "shop", "beat"]}
    assert names(Pack().stack((".Container a", beat), (".Container b", beat))) == {"celery-single-beat"}
