"""Supervisor's configuration, word for word, and as Supervisor itself reads it."""

import shlex
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from supervisor.datatypes import RestartUnconditionally
from supervisor.options import ServerOptions, UnhosedConfigParser

from celery_stack.targets.host.args import UNUSABLE
from celery_stack.targets.host.supervisor import daemon, program

PROPS: dict[str, Any] = {
    "name": "shop-web",
    "state_dir": "/var/lib/shop",
    "log_dir": "/var/log/shop",
    "python": "/opt/bin/python",
    "user": "nobody",
    "replicas": 1,
    "stop_signal": "TERM",
    "stop_seconds": 75,
}
PROGRAM = """\
[program:shop-web]
command=/opt/bin/python -SE /var/lib/shop/launch.py /var/lib/shop/secrets/shop-web/process.json %(process_num)d
process_name=%(program_name)s
numprocs=1
user=nobody
priority=999
autostart=true
autorestart=true
startsecs=1
startretries=1000000000
stopsignal=TERM
stopwaitsecs=75
stopasgroup=false
killasgroup=true
redirect_stderr=true
stdout_logfile=/var/log/shop/shop-web.log
stdout_logfile_maxbytes=10MB
stdout_logfile_backups=5
environment=CELERY_STACK_DIGEST="abc"
"""
DAEMON = """\
[supervisord]
logfile=/var/log/shop/supervisord.log
logfile_maxbytes=10MB
logfile_backups=5
pidfile=/var/lib/shop/run/supervisord.pid
directory=/
umask=027

[unix_http_server]
file=/var/lib/shop/run/supervisor.sock
chmod=0700

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl=unix:///var/lib/shop/run/supervisor.sock

[include]
files=programs/*.conf
"""


def understood(props: dict[str, Any]) -> list[Any]:
    """The process configurations that Supervisor makes of a program."""
    parser = UnhosedConfigParser()
    parser.expansions = {}
    parser.read_string(program(props, "abc"))
    options = ServerOptions()
    return options.processes_from_section(parser, f"program:{props['name']}", props["name"])


def test_a_program_word_for_word() -> None:
    assert program(PROPS, "abc") == PROGRAM


def test_the_daemon_word_for_word() -> None:
    assert daemon(PROPS) == DAEMON


@pytest.fixture
def folder(tmp_path: Path) -> str:
    odd = tmp_path / "50% of (all) é\\ things"
    (odd / "run").mkdir(parents=True)
    return str(odd)


def test_supervisor_reads_odd_folders_as_they_are(folder: str) -> None:
    props = {**PROPS, "state_dir": folder, "log_dir": folder, "python": f"{folder}/bin/python"}
    [found] = understood(props)
    assert shlex.split(found.command) == [
        *(f"{folder}/bin/python", "-SE", f"{folder}/launch.py", f"{folder}/secrets/shop-web/process.json", "0")
    ]
    assert found.stdout_logfile == f"{folder}/shop-web.log"


@given(st.text(st.characters(codec="utf-8", exclude_characters=UNUSABLE, exclude_categories=["Cc"]), min_size=1))
def test_any_folder_that_is_not_refused_reaches_the_command(name: str) -> None:
    [found] = understood({**PROPS, "log_dir": "/tmp", "state_dir": f"/{name}/x", "user": "root"})
    assert shlex.split(found.command)[2] == f"/{name}/x/launch.py"


def test_supervisor_never_gives_up_and_tells_the_main_process_only(folder: str) -> None:
    [found] = understood({**PROPS, "log_dir": folder})
    assert found.autorestart is RestartUnconditionally
    assert found.autostart
    assert found.startretries >= 10**9
    assert (found.stopwaitsecs, found.stopasgroup, found.killasgroup) == (75, False, True)
    assert found.stopsignal.name == "SIGTERM"
    assert found.uid != 0
    assert (found.stdout_logfile_maxbytes, found.stdout_logfile_backups) == (10 * 1024 * 1024, 5)


def test_replicas_have_names_logs_and_numbers_of_their_own(folder: str) -> None:
    found = understood({**PROPS, "log_dir": folder, "replicas": 3})
    assert [one.name for one in found] == ["shop-web-0", "shop-web-1", "shop-web-2"]
    assert [one.stdout_logfile for one in found] == [f"{folder}/shop-web-{number}.log" for number in range(3)]
    assert [shlex.split(one.command)[-1] for one in found] == ["0", "1", "2"]


def test_a_change_of_what_the_process_gets_changes_the_configuration() -> None:
    assert program(PROPS, "abc") != program(PROPS, "abd")


def test_supervisor_reads_the_daemon_in_an_odd_folder(folder: str) -> None:
    config = Path(folder, "supervisord.conf")
    config.write_text(daemon({**PROPS, "state_dir": folder, "log_dir": folder}))
    options = ServerOptions()
    options.realize(["-c", str(config)])
    assert (options.logfile, options.pidfile) == (f"{folder}/supervisord.log", f"{folder}/run/supervisord.pid")
    [server] = options.server_configs
    assert (server["file"], server["chmod"]) == (f"{folder}/run/supervisor.sock", 0o700)
