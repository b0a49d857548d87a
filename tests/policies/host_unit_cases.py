"""Units of systemd that people write on machines, and what rules say of each change in them."""

from typing import Any

from case import Case
from host_texts import (
    BEAT,
    BEAT_UNIT,
    CELERY,
    ENVIRONMENT,
    WEB,
    WORKER,
    WORKER_UNIT,
    each,
    remote,
    unit,
    units,
    written,
)


def added(*lines: str, name: str = "celery") -> str:
    """A script that adds to a unit which something else has written."""
    path = f"/etc/systemd/system/{name}.service.d/override.conf"
    return written((path, "\n".join(["[Service]", *lines, ""])))


SOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "unit": remote(units()),
    "beat unit": remote(written((BEAT_UNIT, unit(BEAT)))),
    "web unit": remote(written(("/etc/systemd/system/web.service", unit(WEB, KillMode=None)))),
    "unit with a file of variables": remote(
        written(("/etc/shop.env", ENVIRONMENT), (WORKER_UNIT, unit(EnvironmentFile="/etc/shop.env")))
    ),
    "drop-in": remote(added("TimeoutStopSec=300", "ExecStart=", f"ExecStart={WORKER}")),
    "other units": remote(
        written(("/etc/systemd/system/node.service", "[Service]\nUser=root\nExecStart=/usr/bin/node x.js\n"))
    ),
}

CASES = [
    Case(
        "worker-not-root", "unit", "create", each(units, "User", ["shop", "1000"]), each(units, "User", ["root", "0"])
    ),
    Case(
        "worker-not-root",
        "drop-in",
        "create",
        [added("Nice=5"), added("User=root", name="node"), added("User=root", name="celery-exporter")],
        [added("User=root"), added("User=root", name="celerybeat"), added("User=root", f"ExecStart={WORKER}")],
    ),
    Case("restart-always", "drop-in", "create", [added("Restart=always")], [added("Restart=no")]),
    Case("worker-not-root", "unit", "create", [], [units(f"+{WORKER}"), units(f"/usr/bin/sudo -u root {WORKER}")]),
    Case(
        "worker-not-root-unset",
        "unit",
        "create",
        [units(User=None, DynamicUser="yes")],
        each(units, "User", [None, ""]),
    ),
    Case(
        "restart-always",
        "unit",
        "create",
        [units(), units(Restart="Always")],
        each(units, "Restart", [None, "no", "on-failure", "on-abnormal", "unless-stopped", ""]),
    ),
    Case(
        "worker-graceful-stop",
        "unit",
        "create",
        each(units, "TimeoutStopSec", [None, "60", "5min 20s", "infinity"]),
        each(units, "TimeoutStopSec", ["0", "0s"]),
    ),
    Case(
        "worker-graceful-stop",
        "unit",
        "create",
        each(units, "KillSignal", [None, "SIGTERM", "SIGINT"]),
        each(units, "KillSignal", ["SIGQUIT", "QUIT", "SIGKILL", "9"]),
    ),
    Case(
        "worker-graceful-stop",
        "unit",
        "create",
        each(units, "ExecStop", ["/bin/kill -s TERM $MAINPID", f"{CELERY} -A shop control shutdown"]),
        each(
            units,
            "ExecStop",
            ["/bin/kill -9 $MAINPID", "/bin/kill -s QUIT $MAINPID", "/bin/sh -c 'pkill -KILL celery'"],
        ),
    ),
    Case(
        "worker-graceful-stop",
        "unit",
        "create",
        [units(KillSignal="SIGQUIT", Environment="REMAP_SIGTERM=SIGQUIT")],
        [units(KillSignal="SIGQUIT", EnvironmentFile="/etc/unseen")],
    ),
    Case(
        "worker-graceful-stop-short",
        "unit",
        "create",
        each(units, "TimeoutStopSec", [None, "2min", "infinity"]),
        [*each(units, "TimeoutStopSec", ["5", "30s", "500ms"]), units(TimeoutStopSec=None, TimeoutSec="10")],
    ),
    Case(
        "celery-not-detached",
        "unit",
        "create",
        [units(f"{WORKER} --pidfile=/run/shop.pid"), units(f"{CELERY} multi start w -A shop", Type="forking")],
        [units(f"{WORKER} --detach"), units(f"{WORKER} -D", Type="forking"), units(f"{CELERY} multi start w -A shop")],
    ),
    Case(
        "one-process-per-container",
        "unit",
        "create",
        [units("/usr/bin/supervisord -n"), units(f"/bin/sh -c 'migrate && exec {WORKER}'")],
        [units(f"/bin/sh -c '{WORKER} & exec {BEAT}'")],
    ),
    Case("one-process-per-container-embedded", "unit", "create", [units(f"{WORKER} -QB")], [units(f"{WORKER} -B")]),
    Case(
        "celery-beat-not-replicated",
        "beat unit",
        "create",
        [written(("/etc/systemd/system/beat@.service", unit(BEAT))) + "systemctl enable --now beat@main\n"],
        [
            written(("/etc/systemd/system/beat@.service", unit(BEAT))) + start
            for start in (
                "systemctl enable --now beat@1 beat@2",
                "sudo systemctl start beat@{1..3}.service",
                "systemctl enable beat@{a,b}",
            )
        ],
    ),
    Case(
        "systemd-unit-hardened",
        "unit",
        "create",
        [
            *each(units, "ProtectSystem", ["full", "strict"]),
            *each(units, "ProtectHome", ["read-only", "tmpfs", "yes"]),
            *each(units, "CapabilityBoundingSet", ["", "~CAP_SYS_ADMIN"]),
            units(KillMode="process"),
            units(
                DynamicUser="yes",
                User=None,
                ProtectSystem=None,
                PrivateTmp=None,
                NoNewPrivileges=None,
                ProtectHome=None,
            ),
        ],
        [
            *each(units, "NoNewPrivileges", [None, "false"]),
            *each(units, "ProtectSystem", [None, "true", "no"]),
            *each(units, "ProtectHome", [None, "false"]),
            *each(units, "PrivateTmp", [None, "no"]),
            *each(units, "CapabilityBoundingSet", [None]),
            *each(units, "KillMode", [None, "control-group"]),
            *each(units, "Type", ["forking"]),
            *each(units, "Restart", [None, "on-failure"]),
        ],
    ),
]
