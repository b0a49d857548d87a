"""Odd names and passwords work to the end, and stacks on one machine leave each other alone."""

from pathlib import Path

import pytest
from conftest import Describe
from deployment import Deployment
from outside import listens, ping, processes

ODD_FOLDER = "100% of it, with spaces"
ODD_NAME = "Odd.name_with-everything.that_pulumi-allows.in_60-characters"
ODD_PASSWORD = """p%@:/#"'\\ $ w"""


@pytest.fixture(scope="module")
def odd(folder: Path, describe: Describe) -> Deployment:
    """A stack with an odd name, odd folders and an odd password."""
    made = describe(
        stack=ODD_NAME, state_dir=str(folder / ODD_FOLDER / "state"), log_dir=str(folder / ODD_FOLDER / "log files")
    )
    made.keep_secret("broker.password", ODD_PASSWORD)
    made.change("app", env={"ODD": ODD_PASSWORD}, secrets={"ODDER": ODD_PASSWORD})
    made.up()
    return made


def test_it_works_to_the_end(odd: Deployment) -> None:
    assert odd.application.adds()
    assert {state for state, _ in odd.programs().values()} == {"RUNNING"}


def test_its_password_is_what_was_given(odd: Deployment) -> None:
    assert odd.output("broker_password") == ODD_PASSWORD
    assert ping(int(odd.output("broker_port")), ODD_PASSWORD)


def test_odd_values_reach_the_processes_as_they_are(odd: Deployment) -> None:
    [beat] = [one for one in processes(odd.state_dir) if "beat" in one.cmdline()]
    assert beat.environ()["ODD"] == ODD_PASSWORD
    assert beat.environ()["ODDER"] == ODD_PASSWORD


def test_nothing_is_left_to_change(odd: Deployment) -> None:
    odd.up("--refresh", "--expect-no-changes")


def test_each_stack_has_its_own_redis(odd: Deployment, running: Deployment) -> None:
    assert odd.output("broker_port") != running.output("broker_port")
    assert not ping(int(running.output("broker_port")), ODD_PASSWORD)


def test_destroy_leaves_nothing_of_it_and_everything_of_the_other(odd: Deployment, running: Deployment) -> None:
    others = {one.pid for one in processes(running.state_dir)}
    ports = (odd.port, int(odd.output("broker_port")))
    assert all(listens(port) for port in ports)
    odd.destroy()
    assert processes(odd.state_dir) == []
    assert not odd.state_dir.exists()
    assert not odd.log_dir.exists()
    assert not any(listens(port) for port in ports)
    assert odd.resources() == []
    assert others <= {one.pid for one in processes(running.state_dir)}
    assert running.application.adds()
