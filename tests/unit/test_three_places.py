"""The example whose stack files alone say where it runs."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from celery_stack import CeleryStackArgs
from celery_stack.config import NAMESPACE, check
from celery_stack.targets import TARGETS

EXAMPLE = Path(__file__).parents[2] / "examples" / "three_places"
PLACES = {"dev": "host", "docker": "docker", "swarm": "swarm"}


def written(stack: str) -> dict[str, Any]:
    """The arguments in a stack file."""
    config = yaml.safe_load((EXAMPLE / f"Pulumi.{stack}.yaml").read_text())["config"]
    return {key.removeprefix(f"{NAMESPACE}:"): value for key, value in config.items()}


def elsewhere(args: dict[str, Any]) -> dict[str, Any]:
    """All but where it runs and what it is published at."""
    web = {key: value for key, value in args["web"].items() if key != "bind"}
    return {**args, "target": {}, "web": web}


def test_there_is_a_stack_file_for_every_place() -> None:
    assert {path.name.split(".")[1] for path in EXAMPLE.glob("Pulumi.*.yaml")} == set(PLACES)
    assert set(PLACES.values()) == set(TARGETS)


@pytest.mark.parametrize(("stack", "place"), PLACES.items())
def test_a_stack_file_is_right_and_names_its_place(stack: str, place: str) -> None:
    assert check(written(stack), CeleryStackArgs, stack)["target"] == {place: {}}
    assert (EXAMPLE / written(stack)["app"]["source"]).resolve() == EXAMPLE.parent / "django"


def test_the_stack_files_differ_in_the_place_only() -> None:
    dev, docker, swarm = map(written, PLACES)
    assert {**docker, "target": dev["target"]} == dev
    assert elsewhere(swarm) == elsewhere(dev)


def test_the_program_knows_nothing_of_places() -> None:
    program = (EXAMPLE / "__main__.py").read_text()
    assert [place for place in TARGETS if place in program] == []
