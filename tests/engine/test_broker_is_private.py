"""The stack's Redis lets the application in, and nobody else."""

import psutil
import pytest
import redis
from conftest import PLANTED
from deployment import Deployment
from outside import client, ping, supervisor


@pytest.fixture(scope="module")
def port(running: Deployment) -> int:
    return int(running.output("broker_port"))


def test_without_a_password_it_answers_noauth(port: int) -> None:
    with client(port) as stranger, pytest.raises(redis.AuthenticationError, match="Authentication required"):
        stranger.ping()


def test_a_wrong_password_is_refused(port: int) -> None:
    assert not ping(port, "wrong")


def test_the_password_of_the_outputs_is_accepted(running: Deployment, port: int) -> None:
    assert running.output("broker_password") == PLANTED
    assert ping(port, PLANTED)


def test_the_outputs_hide_the_password(running: Deployment) -> None:
    shown = running.must("stack", "output")
    assert "broker_password" in shown
    assert PLANTED not in shown


def test_it_listens_on_loopback_only(running: Deployment, port: int) -> None:
    _, pid = supervisor(running.output("status_command"))["demo-broker"]
    listening = [one for one in psutil.Process(pid).net_connections() if one.status == psutil.CONN_LISTEN]
    assert [tuple(one.laddr) for one in listening] == [("127.0.0.1", port)]


@pytest.mark.parametrize(
    "command", ["CONFIG GET *", "ACL LIST", "SHUTDOWN NOSAVE", "FLUSHALL", "DEBUG SLEEP 0", "REPLICAOF NO ONE"]
)
def test_the_application_may_not_administer_it(port: int, command: str) -> None:
    with client(port, PLANTED) as application, pytest.raises(redis.exceptions.NoPermissionError):
        application.execute_command(*command.split())


def test_it_evicts_nothing_and_appends_to_a_file(running: Deployment, port: int) -> None:
    with client(port, running.administrator_password(), "celery-stack-admin") as administrator:
        assert administrator.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert administrator.config_get("appendonly") == {"appendonly": "yes"}
