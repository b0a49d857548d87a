"""Supervisor's configuration as values: nothing here touches the machine."""

import shlex
from collections.abc import Mapping
from typing import Any

from . import specification

PROGRAMS = "programs"
LOG_SIZE = "10MB"
LOG_BACKUPS = 5
USUAL_PRIORITY = 999  # Supervisor stops the highest first
# Supervisor counts up to this number before it gives a program up; its pause grows until launch.py's takes over.
ENDLESS_RETRIES = 1_000_000_000


def daemon(props: Mapping[str, Any]) -> str:
    """supervisord.conf: a daemon of the unprivileged user, controlled through a socket in the stack's folder."""
    state, logs = _literal(props["state_dir"]), _literal(props["log_dir"])
    return _ini(
        {
            "supervisord": {
                "logfile": f"{logs}/supervisord.log",
                "logfile_maxbytes": LOG_SIZE,
                "logfile_backups": LOG_BACKUPS,
                "pidfile": f"{state}/run/supervisord.pid",
                "directory": "/",
                "umask": "027",
            },
            "unix_http_server": {"file": f"{state}/run/supervisor.sock", "chmod": "0700"},
            "rpcinterface:supervisor": {
                "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
            },
            "supervisorctl": {"serverurl": f"unix://{state}/run/supervisor.sock"},
            # Relative to this file: a list of patterns is split at spaces, which a folder's name may have.
            "include": {"files": f"{PROGRAMS}/*.conf"},
        }
    )


def program(props: Mapping[str, Any], digest: str) -> str:
    """One program's configuration; `digest` stands for all that its process gets, so that a change restarts it."""
    name = props["name"]
    logs = _literal(_literal(props["log_dir"]))  # Supervisor expands the path of a program's log twice
    replica = "-%(process_num)d" if props["replicas"] > 1 else ""
    return _ini(
        {
            f"program:{name}": {
                "command": f"{_literal(shlex.join(specification.command(props)))} %(process_num)d",
                "process_name": f"%(program_name)s{replica}",
                "numprocs": props["replicas"],
                "user": props["user"],
                "priority": props.get("priority", USUAL_PRIORITY),
                "autostart": "true",
                "autorestart": "true",
                "startsecs": 1,
                "startretries": ENDLESS_RETRIES,
                "stopsignal": props["stop_signal"],
                "stopwaitsecs": props["stop_seconds"],
                # TERM to the group would kill the tasks that a worker is running; KILL must leave nobody behind.
                "stopasgroup": "false",
                "killasgroup": "true",
                "redirect_stderr": "true",
                "stdout_logfile": f"{logs}/{name}{replica}.log",
                "stdout_logfile_maxbytes": LOG_SIZE,
                "stdout_logfile_backups": LOG_BACKUPS,
                "environment": f'CELERY_STACK_DIGEST="{digest}"',
            }
        }
    )


def _literal(text: str) -> str:
    return text.replace("%", "%%")


def _ini(sections: Mapping[str, Mapping[str, object]]) -> str:
    def section(name: str, values: Mapping[str, object]) -> str:
        return "\n".join([f"[{name}]", *(f"{key}={value}" for key, value in values.items()), ""])

    return "\n".join(section(name, values) for name, values in sections.items())
