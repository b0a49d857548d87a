"""What `status` says of a stack, whatever it is made of."""

import socket

from .project import Project

EXPORTS = """
import pulumi
pulumi.export("broker_host", "127.0.0.1")
pulumi.export("broker_port", {port})
pulumi.export("status_command", "{command}")
"""


def deploy(project: Project, port: int, command: str = "") -> None:
    project.path("__main__.py").write_text(EXPORTS.format(port=port, command=command))
    up = project.run("up")
    assert up.returncode == 0, up.stdout


def test_without_a_stack_nothing_is_deployed(project: Project) -> None:
    status = project.run("status")
    assert (status.returncode, "Nothing is deployed" in status.stdout) == (1, True)


def test_of_a_broker_alone_it_says_whether_it_is_there(project: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        deploy(project, port)
        status = project.run("status")
        assert (status.returncode, f"127.0.0.1:{port} accepts connections" in status.stdout) == (0, True)
    status = project.run("status")
    assert (status.returncode, f"127.0.0.1:{port} does not accept connections" in status.stdout) == (1, True)


def test_of_processes_it_says_what_their_supervisor_says(project: Project) -> None:
    deploy(project, 1, command="echo as supervised; exit 3")
    status = project.run("status")
    assert (status.returncode, status.stdout) == (3, "as supervised\n")
