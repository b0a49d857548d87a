"""Command lines as people write them, and what they start."""

WEB, WORKER, BEAT = "web", "worker", "beat"
NOTHING = ""
UNKNOWN = "unknown"

Command = str | list[str]
"""A text is what a shell gets; a list is the words themselves, where a dollar is only a character."""

# What starts, and the command lines that start it.
ROLES: list[tuple[str, list[Command]]] = [
    (
        WORKER,
        [
            ["celery", "-A", "shop", "worker"],
            ["celery", "--app=shop", "worker", "--loglevel=INFO"],
            ["celery", "-A", "p", "worker", "-QB"],
            ["celery", "-A", "p", "worker", "-Q", "beat"],
            ["celery", "-A", "p", "worker", "-n", "beat"],
            ["celery", "-A", "beat", "worker"],
            ["celery", "-qA", "shop", "--workdir", "/beat", "worker"],
            ["/venv/bin/celery", "-A", "shop", "worker", "--", "beat"],
            ["python", "-m", "celery", "-A", "shop", "worker"],
            ["python3.11", "-u", "-X", "dev", "-m", "celery", "-A", "shop", "worker"],
            ["python3", "-S", "-m", "celery_stack_runtime.launch", "--", "celery", "-A", "shop", "worker"],
            ["tini", "-s", "--", "celery", "-A", "shop", "worker"],
            ["dumb-init", "-r", "15:3", "celery", "-A", "shop", "worker"],
            ["docker-entrypoint.sh", "celery", "-A", "shop", "worker"],
            ["/entrypoint", "celery", "-A", "shop", "worker"],
            ["env", "-u", "HOME", "A=b", "celery", "-A", "shop", "worker"],
            ["poetry", "run", "celery", "-A", "shop", "worker"],
            ["uv", "run", "--with", "x", "celery", "-A", "shop", "worker"],
            ["newrelic-admin", "run-program", "celery", "-A", "shop", "worker"],
            ["ddtrace-run", "celery", "-A", "shop", "worker"],
            ["doppler", "run", "--project", "x", "--", "celery", "-A", "shop", "worker"],
            ["wait-for-it.sh", "redis:6379", "-t", "30", "--", "celery", "-A", "shop", "worker"],
            ["wait-for-it", "-h", "redis", "-p", "6379", "--", "celery", "-A", "shop", "worker"],
            ["dockerize", "-wait", "tcp://redis:6379", "celery", "-A", "shop", "worker"],
            ["timeout", "-k", "5", "1h", "nice", "-n", "5", "celery", "-A", "shop", "worker"],
            ["watchmedo", "auto-restart", "--directory=.", "--", "celery", "-A", "shop", "worker"],
            ["gosu", "app", "celery", "-A", "shop", "worker"],
            "celery -A shop worker",
            "python manage.py migrate && exec celery -A shop worker -l info",
            "while ! nc -z redis 6379; do sleep 1; done; celery -A shop worker 2>&1 | tee /tmp/log",
            "if [ -f /tmp/beat ]; then rm /tmp/beat; fi; celery -A shop worker",
            "C_FORCE_ROOT=1 celery -A shop worker -c ${CONCURRENCY:-4}",
            "./prepare.sh && celery -A shop worker  # and no beat",
            "celery -A shop worker > /dev/null 2>&1",
            "celery \\\n  -A shop \\\n  worker",
            "cd /app\ncelery -A shop worker",
        ],
    ),
    (
        BEAT,
        [
            ["celery", "-A", "shop", "beat"],
            ["celery", "beat", "-A", "shop", "-s", "/tmp/worker"],
            ["celery", "-A", "shop", "beat", "-S", "redbeat.RedBeatScheduler"],
            "rm -f celerybeat.pid; celery -A 'shop.celery:app' beat --pidfile=",
            "bash -lc 'exec celery -A shop beat'",
            ["bash", "--norc", "-o", "pipefail", "-c", "celery -A shop beat"],
        ],
    ),
    (
        "beat worker",
        [
            ["celery", "-A", "p", "worker", "-B"],
            ["celery", "-A", "p", "worker", "--beat"],
            ["celery", "-A", "p", "worker", "-EB"],
            ["celery", "-A", "p", "worker", "-Bl", "info"],
            "celery -A p worker & celery -A p beat",
            "celery -A p worker -l $LEVEL -B",
        ],
    ),
    (
        WEB,
        [
            ["gunicorn", "shop.wsgi"],
            ["python", "-m", "uvicorn", "shop.asgi:application"],
            ["python", "manage.py", "runserver", "0.0.0.0:8000"],
            ["flask", "--app", "shop", "run"],
            "./manage.py collectstatic --noinput && gunicorn shop.wsgi:application",
        ],
    ),
    (
        NOTHING,
        [
            [],
            ["celery"],
            ["celery", "--version"],
            ["celery", "-A", "shop", "inspect", "ping"],
            ["celery", "-A", "shop", "flower"],
            ["airflow", "celery", "worker"],
            ["node", "worker.js"],
            ["python", "manage.py", "migrate"],
            ["flask", "db", "upgrade"],
            ["echo", "celery", "worker"],
            ["redis-cli", "-h", "redis", "ping"],
            ["/usr/bin/postgres"],
            "echo 'celery -A shop beat'",
            "pgrep -f 'celery beat' || exit 1",
            "# celery -A shop worker",
        ],
    ),
    (
        UNKNOWN,
        [
            ["/start-celerybeat"],
            ["/docker-entrypoint.sh"],
            ["sh", "/start.sh"],
            ["python", "-c", "import shop; shop.run()"],
            ["python", "run_worker.py"],
            ["celery", "multi", "$ACTION", "w1"],
            ["supervisord", "-n"],
            ["bash"],
            "$COMMAND",
            'exec "$@"',
            "celery $WORKER_OR_BEAT",
            "celery -A shop `cat role`",
            "celery -A 'shop worker",
            'case "$ROLE" in worker) celery -A p worker ;; beat) celery -A p beat ;; esac',
            'if [ "$BEAT" ]; then exec celery -A p beat; else exec celery -A p worker; fi',
            '[ "$BEAT" ] && celery -A p beat || celery -A p worker',
        ],
    ),
]

# What starts several processes, and the command lines that leave it to that.
MANAGERS: list[tuple[str, list[Command]]] = [
    ("supervisord", [["supervisord", "-n"], ["/usr/bin/supervisord", "-c", "x"], "migrate; exec supervisord"]),
    ("honcho", [["honcho", "start"], ["python", "-m", "honcho", "start"]]),
    ("circusd", [["circusd", "circus.ini"]]),
    ("s6-svscan", [["/bin/s6-svscan", "/etc/s6"]]),
    ("runsvdir", [["runsvdir", "/etc/service"]]),
    ("celery multi", [["celery", "-A", "p", "multi", "start", "2"]]),
    ("a command in the background", ["celery -A p worker & celery -A p beat", "gunicorn p & celery -A p worker"]),
    (
        NOTHING,
        [
            "a && celery -A p worker",
            "a; celery -A p worker",
            "a | celery -A p worker",
            "celery -A p worker 2>&1",
            "celery -A p worker >& /dev/null",
            "celery -A p worker &> /dev/null",
            "echo 'a & b'; celery -A p worker",
            "celery -A 'p&q' worker",
            "sleep 1 & echo nothing of ours",
            ["tini", "--", "celery", "-A", "p", "worker"],
            ["s6-setuidgid", "app", "celery", "-A", "p", "worker"],
        ],
    ),
]

# Application, broker's URL, log level and user, as the command line says them.
OPTIONS: list[tuple[Command, dict[str, str]]] = [
    (
        ["celery", "-A", "shop.celery:app", "worker", "-l", "DEBUG"],
        {"application": "shop.celery:app", "log_level": "DEBUG"},
    ),
    (["celery", "worker", "--app", "shop", "-lINFO"], {"application": "shop", "log_level": "INFO"}),
    (["celery", "-b", "redis://a", "-Ashop", "beat"], {"application": "shop", "broker_url": "redis://a"}),
    (["celery", "worker", "--loglevel=info", "--uid=5"], {"log_level": "info", "user": "5"}),
    (["gosu", "app:app", "celery", "worker"], {"user": "app:app"}),
    (["su-exec", "0", "celery", "worker"], {"user": "0"}),
    (["chpst", "-u", "app", "celery", "worker"], {"user": "app"}),
    (["setpriv", "--reuid=1000", "--clear-groups", "celery", "worker"], {"user": "1000"}),
    (["gosu", "root", "celery", "worker", "--uid", "app"], {"user": "app"}),
    ("exec gosu app celery -A shop worker", {"application": "shop", "user": "app"}),
    (["sudo", "-E", "-u", "app", "gunicorn", "x"], {"user": "app"}),
]
