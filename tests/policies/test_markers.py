"""No text of a resource comes out of the pack, but the values that a message is to show of an argument.

A marker is planted in each text of each family's resources, with faults around it that rules have something to say of.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from outlets import Outlets
from planted import TEXT, Sound, places, planted, sounds, value_at

MARKER = re.compile(r"m4rk3r\d+x")
Form = Callable[[str, str], str]
"""What is planted, of the text that stands there and the marker."""

PLAIN: list[Form] = [
    lambda _, marker: marker,
    lambda text, marker: f"{text}-{marker}",
    lambda text, marker: f"{marker}/{text}",
    lambda text, marker: f"{text} {marker}",
    lambda text, marker: f"{text}={marker}",
    lambda text, marker: f"{text}, {marker}",
]
SECRET: list[Form] = [
    lambda _, marker: f"redis://user:{marker}@redis/0",
    lambda text, marker: f"{text}\nREDIS_PASSWORD={marker}\n",
    lambda text, marker: f"{text} -b redis://:{marker}@redis/0",
    lambda text, marker: f"# {marker}\n{text}",
    lambda _, marker: f"http://{marker}:{marker}@web/health?token={marker}",
    lambda _, marker: f'{{"password": "{marker}"}}',
]
SHOWN: Mapping[str, set[str]] = {
    "celery-beat-not-on-spot": {"key", "value"},
    "celery-json-only": {"accept_content", "result_accept_content", "command", "args", "value", "text"}
    | {f"{kind}_serializer" for kind in ("task", "result", "event")}
    | {"CELERY_TASK_SERIALIZER", "shop.env"},
    "container-drops-capabilities": {"add", "adds", "drop", "drops", "capDrops"},
    "elasticache-not-standalone-cluster": {"engine"},
    "image-pinned": {"image"},
    "redis-never-evicts-other": {"command", "args", "commonConfiguration"},
    "redis-not-published": {"externalIPs"},
    "restart-always": {"restart", "condition", "restartPolicy"},
    "web-health-endpoint": {"tests", "command", "path", "health_path"},
    "worker-not-root": {"user"},
}
"""By rule: the arguments whose values it shows, where these are no more than a name."""


class Plant(NamedTuple):
    """A marker in one text of a resource."""

    marker: str
    inputs: Mapping[str, Any]
    key: str
    """The last name on the way to the text."""
    is_secret: bool


def plants(sound: Sound, seed: str) -> Iterator[Plant]:
    random, forms = Random(seed), [(form, form in SECRET) for form in (*PLAIN, *SECRET)]
    texts = [(inputs, place, value_at(inputs, place)) for inputs in sound.faulty() for place in places(inputs)]
    for index, (inputs, place, text) in enumerate(texts):
        if isinstance(text, str):
            form, is_secret = random.choice(forms)
            marker = f"m4rk3r{index}x"
            names = [step for step in place if isinstance(step, str) and step != TEXT]
            yield Plant(marker, planted(inputs, place, form(text, marker)), names[-1], is_secret)


@pytest.mark.parametrize("name", sounds())
def test_no_text_comes_out_of_the_pack(name: str, tmp_path: Path) -> None:
    sound = sounds()[name]
    by_marker = {plant.marker: plant for plant in plants(sound, name)}
    given = [(sound.kind, f"celery-{index}", plant.inputs) for index, plant in enumerate(by_marker.values())]
    outlets = Outlets(tmp_path, given, sound.around)
    shown = {
        marker
        for finding in outlets.findings
        for marker in MARKER.findall(finding.message)
        if not by_marker[marker].is_secret and by_marker[marker].key in SHOWN.get(finding.rule.name, ())
    }
    for outlet, text in outlets.texts.items():
        leaked = set(MARKER.findall(text)) - shown
        lines = [line for line in text.splitlines() if leaked.intersection(MARKER.findall(line))]
        assert not leaked, (outlet, lines[:3])
