"""What counts as left behind by a run that was cut off."""

import os
import socket
import subprocess

from engine.heal import holds, unfinished

HERE = socket.gethostname()


def test_a_process_that_is_gone_holds_no_lock() -> None:
    ended = subprocess.Popen(["true"])
    assert not holds({"hostname": HERE, "pid": ended.pid})  # ended, or about to: no pulumi in any case
    ended.wait()
    assert not holds({"hostname": HERE, "pid": ended.pid})


def test_another_program_that_got_the_number_holds_none() -> None:
    assert not holds({"hostname": HERE, "pid": os.getpid()})


def test_a_running_pulumi_holds_its_lock() -> None:
    shell = ["/opt/bin/pulumi", "-c", "echo ready; read until_the_end"]
    pipe = subprocess.PIPE
    with subprocess.Popen(shell, executable="/bin/sh", stdin=pipe, stdout=pipe) as running:
        assert running.stdout
        assert running.stdout.readline() == b"ready\n"
        assert holds({"hostname": HERE, "pid": running.pid})


def test_of_another_machine_nothing_is_assumed() -> None:
    assert holds({"hostname": "elsewhere", "pid": 1})


def test_only_creations_are_unfinished() -> None:
    urn = "urn:pulumi:dev::lab::pulumi-python:dynamic:Resource::"
    operations = [
        {"type": "creating", "resource": {"urn": urn + "redis"}},
        {"type": "updating", "resource": {"urn": urn + "web"}},
    ]
    assert unfinished({"checkpoint": {"latest": {"pending_operations": operations}}}) == ["redis"]
    assert unfinished({"checkpoint": {"latest": {}}}) == []
    assert unfinished({"checkpoint": {"latest": None}}) == []
