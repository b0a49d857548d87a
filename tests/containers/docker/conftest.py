"""Stacks of the target docker."""

import pytest

from ..deployment import Deployment
from ..stacks import Stacks

PLANTED = "planted-4cBtE0ZpLr8sWq"
"""A password that a user gives; nobody may find it in clear."""


@pytest.fixture(scope="package")
def running(stacks: Stacks) -> Deployment:
    """A stack with a password of the user's that runs all the time; tests look at it and change nothing."""
    made = stacks.describe("docker")
    made.keep_secret("broker.password", PLANTED)
    made.up()
    return made
