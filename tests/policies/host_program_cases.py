"""Programs of Supervisor that people write on machines, and what rules say of each change in them."""

from typing import Any

from case import Case
from host_texts import BEAT, CELERY, PROGRAMS, WORKER, each, program, programs, remote, written

SOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "programs": remote(programs() + written(("/etc/supervisor/conf.d/beat.conf", program(BEAT, "beat")))),
}

CASES = [
    Case("worker-not-root", "programs", "create", [programs(user="shop")], each(programs, "user", ["root", "0"])),
    Case(
        "worker-not-root",
        "programs",
        "create",
        [],
        [written((PROGRAMS, f"[supervisord]\nuser=root\n{program(user=None)}"))],
    ),
    Case("worker-not-root", "programs", "create", [written((PROGRAMS, f"[supervisord]\nuser=root\n{program()}"))], []),
    Case("worker-not-root-unset", "programs", "create", [programs()], [programs(user=None)]),
    Case("restart-always", "programs", "create", each(programs, "autorestart", ["true", "1", None, "unexpected"]), []),
    Case("restart-always", "programs", "create", [], each(programs, "autorestart", ["false", "no", "False"])),
    Case(
        "worker-graceful-stop",
        "programs",
        "create",
        each(programs, "stopsignal", [None, "TERM", "INT"]),
        each(programs, "stopsignal", ["QUIT", "KILL", "SIGQUIT"]),
    ),
    Case("worker-graceful-stop", "programs", "create", [programs(stopwaitsecs="600")], [programs(stopwaitsecs="0")]),
    Case(
        "worker-graceful-stop-short", "programs", "create", [programs()], each(programs, "stopwaitsecs", [None, "10"])
    ),
    Case(
        "celery-not-detached",
        "programs",
        "create",
        [],
        [programs(f"{WORKER} --detach"), programs(f"{CELERY} multi start 2")],
    ),
    Case("celery-beat-not-replicated", "programs", "create", [], [programs(BEAT, "beat", numprocs="2")]),
    Case(
        "supervisor-program-safe",
        "programs",
        "create",
        [programs(), programs(numprocs="4", process_name="%(program_name)s_%(process_num)02d")],
        [
            *each(programs, "autorestart", [None, "false", "unexpected"]),
            programs(autostart="false"),
            programs(stopasgroup="true"),
            programs(BEAT, "beat", numprocs="2"),
        ],
    ),
    Case(
        "celery-beat-not-embedded",
        "programs",
        "create",
        [programs(f"{WORKER} -B")],
        [programs(f"{WORKER} -B", numprocs="2"), written((PROGRAMS, program(f"{WORKER} -B") + program(BEAT, "beat")))],
    ),
    Case("celery-beat-not-embedded-single", "programs", "create", [programs()], [programs(f"{WORKER} -B")]),
]
