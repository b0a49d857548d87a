"""What people tell Celery in the texts that they write on machines, and what rules say of it."""

from typing import Any

from case import Case
from host_texts import BEAT, CELERY, WORKER, WORKER_UNIT, each, program, programs, remote, unit, units, written

SOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "unit": remote(units()),
    "programs": remote(programs() + written(("/etc/supervisor/conf.d/beat.conf", program(BEAT, "beat")))),
}

CASES = [
    Case(
        "celery-no-force-root",
        "unit",
        "create",
        each(units, "Environment", ["A=b", '"NO_C_FORCE_ROOT=1"', "C_FORCE_ROOT="]),
        each(units, "Environment", ["C_FORCE_ROOT=1", '"A=b c" "C_FORCE_ROOT=true"', ["A=b", "C_FORCE_ROOT=1"]]),
    ),
    Case(
        "celery-no-force-root",
        "programs",
        "create",
        each(programs, "environment", ['A="b"', 'A="C_FORCE_ROOT"']),
        each(programs, "environment", ['C_FORCE_ROOT="true"', "A='b',C_FORCE_ROOT=1", 'A="x,y", C_FORCE_ROOT = "1"']),
    ),
    Case(
        "celery-no-force-root", "unit", "create", [], [written(("/etc/default/celeryd", 'export C_FORCE_ROOT="1"\n'))]
    ),
    Case(
        "celery-log-level",
        "unit",
        "create",
        [units(f"{CELERY} -A shop worker -l ERROR")],
        [
            units(f"{CELERY} -A shop worker -l DEBUG"),
            units(f"{CELERY} -A shop worker \\\n  --loglevel=debug \\\n  -c 2"),
        ],
    ),
    Case("celery-log-level", "unit", "create", [], [units(f"{CELERY} worker", Environment="CELERY_LOG_LEVEL=DEBUG")]),
    Case("celery-log-level", "programs", "create", [], [programs(f"{CELERY} -A shop worker -l debug")]),
    Case("celery-log-level-info", "unit", "create", [units()], [units(f"{CELERY} -A shop worker -l INFO")]),
    Case(
        "celery-json-only",
        "unit",
        "create",
        [units(Environment="CELERY_TASK_SERIALIZER=json")],
        [
            units(Environment="CELERY_TASK_SERIALIZER=pickle"),
            units(f"""{WORKER} -- 'accept_content=(list)["json","pickle"]'"""),
            written(("/srv/shop/celeryconfig.py", "accept_content = ['json', 'pickle']\n")),
            written(
                ("/etc/shop.env", "CELERY_ACCEPT_CONTENT=json,yaml\n"),
                (WORKER_UNIT, unit(EnvironmentFile="/etc/shop.env")),
            ),
        ],
    ),
    Case("celery-json-only", "programs", "create", [], [programs(environment='CELERY_RESULT_SERIALIZER="pickle"')]),
    Case(
        "celery-result-expires",
        "unit",
        "create",
        [],
        [written(("/srv/shop/celeryconfig.py", "result_expires = None\n"))],
    ),
    Case("celery-pool-limit", "unit", "create", [], [units(Environment="CELERY_BROKER_POOL_LIMIT=0")]),
    Case(
        "celery-visibility-timeout",
        "unit",
        "create",
        [units(Environment="CELERY_VISIBILITY_TIMEOUT=3600")],
        [units(f"{WORKER} --time-limit=7200", Environment="CELERY_VISIBILITY_TIMEOUT=3600")],
    ),
    Case("celery-task-time-limits", "unit", "create", [units(f"{WORKER} --time-limit=600")], []),
    Case(
        "broker-url-has-credentials",
        "unit",
        "create",
        each(
            units,
            "Environment",
            ["CELERY_BROKER_URL=redis://localhost:6379/0", "CELERY_BROKER_URL=redis://:${PW}@10.0.0.5"],
        ),
        [
            units(Environment="CELERY_BROKER_URL=redis://10.0.0.5:6379/0"),
            units(f"{CELERY} -A shop -b redis://10.0.0.5 worker -l WARNING"),
            written(("/etc/shop.env", "CELERY_RESULT_BACKEND=redis://redis.internal:6379/1\n")),
            written(("/srv/shop/celeryconfig.py", "broker_url = 'redis://10.0.0.5:6379/0'\n")),
        ],
    ),
    Case(
        "broker-url-has-credentials", "programs", "create", [], [programs(environment='BROKER_URL="redis://10.0.0.5"')]
    ),
    Case(
        "rediss-verifies-certificates",
        "unit",
        "create",
        [units(Environment="CELERY_BROKER_URL=rediss://u:n0t-easily-guessed@10.0.0.5/0?ssl_cert_reqs=required")],
        [units(Environment="CELERY_BROKER_URL=rediss://u:n0t-easily-guessed@10.0.0.5/0?ssl_cert_reqs=none")],
    ),
    Case(
        "rediss-verifies-certificates-absent",
        "unit",
        "create",
        [],
        [units(Environment="CELERY_BROKER_URL=rediss://u:p@h/0")],
    ),
    Case("flower-authenticated", "unit", "create", [], [units(f"{CELERY} -A shop flower --address=0.0.0.0")]),
]
