"""Command lines, and what else they say than what they start."""

from command_cases import NOTHING, Command

# What starts several processes, and the command lines that leave it to that.
MANAGERS: list[tuple[str, list[Command]]] = [
    ("supervisord", [["supervisord", "-n"], ["/usr/bin/supervisord", "-c", "x"], "migrate; exec supervisord"]),
    ("honcho", [["honcho", "start"], ["python", "-m", "honcho", "start"]]),
    ("circusd", [["circusd", "circus.ini"]]),
    ("s6-svscan", [["/bin/s6-svscan", "/etc/s6"]]),
    ("runsvdir", [["runsvdir", "/etc/service"]]),
    ("celery multi", [["celery", "-A", "p", "multi", "start", "2"]]),
    ("pm2-runtime", [["pm2-runtime", "start", "worker.json"]]),
    ("concurrently", [["npx", "concurrently", "celery -A p worker"], ["concurrently", "a", "b"]]),
    (
        "a command in the background",
        [
            "celery -A p worker & celery -A p beat",
            "gunicorn p & celery -A p worker",
            "nohup celery -A p worker & wait",
            "(celery -A p beat &); celery -A p worker",
            "for queue in a b; do celery -A p worker -Q $queue & done; wait",
            "celery -A p beat --detach; celery -A p worker",
            "redis-server --daemonize yes && celery -A p worker",
        ],
    ),
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
            "redis-server --daemonize yes",
            ["honcho", "run", "celery", "-A", "p", "worker"],
            "if [ $BEAT ]; then celery -A p beat; else celery -A p worker; fi",
            "sleep 1 & echo nothing of ours",
            ["tini", "--", "celery", "-A", "p", "worker"],
            ["s6-setuidgid", "app", "celery", "-A", "p", "worker"],
        ],
    ),
]

# Everything else, as the command line says it.
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
    (["su", "-", "app", "-c", "celery worker"], {"user": "app"}),
    (["su", "-s", "/bin/sh", "app", "-c", "celery worker"], {"user": "app"}),
    (["runuser", "-u", "app", "--", "celery", "worker"], {"user": "app"}),
    (["start-stop-daemon", "-S", "--chuid=app:app", "-x", "celery", "--", "worker"], {"user": "app:app"}),
    ("gosu root ./prepare.sh; gosu app celery worker", {"user": "app"}),
    ("su root -c 'exec gosu app celery worker'", {"user": "app"}),
    (
        ["celery", "--result-backend=redis://b", "worker", "-c4", "-P", "gevent", "-Q", "a,b"],
        {"result_backend": "redis://b", "concurrency": "4", "pool": "gevent", "queues": "a,b"},
    ),
    (["celery", "worker", "--time-limit", "60", "--soft-time-limit=50"], {"time_limit": "60", "soft_time_limit": "50"}),
    (["celery", "beat", "-S", "redbeat.RedBeatScheduler"], {"scheduler": "redbeat.RedBeatScheduler"}),
    (["celery", "worker", "-S", "state", "--scheduler", "x"], {"scheduler": "x"}),
    (["celery", "worker", "-D"], {"detached": "--detach"}),
    (["celery", "beat", "--detach", "--pidfile=/run/beat.pid"], {"detached": "--detach"}),
    (["celery", "worker", "--pidfile=/run/worker.pid"], {}),
    (
        ["celery", "multi", "restart", "2", "-A", "p", "-c:1", "3", "--loglevel=INFO"],
        {
            "application": "p",
            "concurrency": "3",
            "log_level": "INFO",
            "detached": "celery multi",
            "manager": "celery multi",
        },
    ),
]

# The arguments of a Flower.
FLOWERS: list[tuple[Command, str]] = [
    (["celery", "-A", "p", "flower", "--port=5555"], "-A p --port=5555"),
    (["celery", "--broker=redis://a", "flower", "--basic-auth=a:b"], "--broker=redis://a --basic-auth=a:b"),
    (["python", "-m", "flower", "--persistent"], "--persistent"),
    ("sleep 5; exec celery flower", ""),
]

# The arguments of a Redis; None where none is started.
SERVERS: list[tuple[Command, str | None]] = [
    (["redis-server"], ""),
    (["docker-entrypoint.sh", "valkey-server", "/conf", "--port", "1"], "/conf --port 1"),
    (["/usr/bin/keydb-server", "--active-replica", "yes"], "--active-replica yes"),
    (["redis-stack-server", "--save", ""], "--save "),
    (["/opt/bitnami/scripts/redis/entrypoint.sh", "/opt/bitnami/scripts/redis/run.sh", "--port", "1"], "--port 1"),
    ("sysctl -w a=1; exec redis-server --requirepass x", "--requirepass x"),
    (["redis-server", "/conf", "--sentinel"], None),
    (["redis-sentinel", "/conf"], None),
    (["redis-cli", "ping"], None),
    (["redis-server", "-v"], None),
    (["valkey-server", "--test-memory", "64"], None),
    (["redis-server", "--port", "1", "--version"], "--port 1 --version"),
    (["redis-commander"], None),
    (["redis-benchmark"], None),
    (["dragonfly", "--requirepass=x"], None),
]

# What the name of a script, or of a program of a project's own, lets expect.
HINTS: list[tuple[Command, str]] = [
    (["/start-celerybeat"], "beat"),
    (["/start-celeryworker"], "worker"),
    (["/start-flower"], "flower"),
    (["sh", "/app/celery_beat.sh"], "beat"),
    (["./run.sh"], ""),
    (["worker"], "worker"),
    (["celeryd"], "celery"),
    (["/CeleryBeat.sh"], "beat"),
    (["pipenv", "run", "celery-workers"], "worker"),
    (["python", "-m", "shop.worker"], "worker"),
    (["python", "run_celery.py"], "celery"),
    (["make", "celery-beat"], "beat"),
    (["flask", "celery", "worker"], "celery"),
    (["python", "manage.py", "run_worker"], "worker"),
    ("cd /app; exec ./bin/start_beat", "beat"),
]
