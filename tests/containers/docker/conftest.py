"""Stacks of the target docker."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from ..deployment import Deployment
from ..planted import plant
from ..stacks import Stacks

RELEASE = ["python3", "-c", "import os; os.environ['DJANGO_SECRET_KEY']; print('all migrated')"]

Describe = Callable[..., Deployment]


@pytest.fixture(scope="package")
def running(stacks: Stacks) -> Deployment:
    """A stack with secrets of the user's that runs all the time; tests look at it and change nothing."""
    made = stacks.describe("docker", target={"cpus": "1.5"})
    plant(made)
    made.up()
    return made


@pytest.fixture(scope="package")
def shared(stacks: Stacks) -> Deployment:
    """A stack with everything that a stack may have."""
    made = stacks.describe("docker", app={"release": RELEASE})
    made.up()
    return made


@pytest.fixture
def stack(shared: Deployment) -> Deployment:
    """A stack that tests change and damage; each finds it well, whatever the one before left of it."""
    try:
        shared.application.wait_until_well(15)
    except AssertionError:
        shared.repair()
    return shared


@pytest.fixture(scope="module")
def describe(stacks: Stacks) -> Iterator[Describe]:
    """Describes a stack that is not deployed yet, and is destroyed after the module: `describe(app={…}, …)`."""
    own = replace(stacks, described=[])

    def describe(**sections: Any) -> Deployment:
        return own.describe("docker", **sections)

    yield describe
    own.end()
