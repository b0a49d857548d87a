"""How the texts of machines are read, where they have rules of their own."""

from typing import Any

import pytest
from celery_stack.targets.host import redis_config, supervisor
from host_texts import BEAT, CELERY, CONNECTION, LOCAL, REMOTE, WORKER, WORKER_UNIT, program, unit, written
from judged import Given, judged

from facts import families
from facts.reader import Reader
from facts.redis import Redis
from facts.resource import Resource
from facts.units import cloud_init, timespan
from facts.value import Known, Unknown
from facts.workload import Workload

ROLES = [
    ("worker", f"-{WORKER}"),
    ("worker", "@/usr/bin/celery celery -A shop worker"),
    ("worker", ":/srv/venv/bin/python -m celery -A shop worker"),
    ("worker", "%h/venv/bin/celery -A shop worker -n w%i@%%h"),
    ("worker", "/bin/bash -c 'source /srv/venv/bin/activate && exec celery -A shop worker'"),
    ("worker", '/usr/bin/env bash -lc "cd /srv/shop && poetry run celery -A shop worker -Q beat"'),
    ("worker", "${CELERY_BIN} -A shop worker"),
    ("worker", "$VENV/bin/celery --app shop worker --loglevel=${LEVEL}"),
    ("worker", "/bin/sh -c '${CELERY_BIN} multi start w1 -A shop'"),
    ("worker", "/usr/bin/newrelic-admin run-program celery -A shop worker \\\n    # a comment\n    --concurrency=2"),
    ("beat worker", f"{WORKER} -B"),
    ("beat", BEAT),
    ("beat", "/usr/bin/flock -n /tmp/lock /usr/bin/celery -A 'shop' beat"),
    ("web", "/srv/venv/bin/gunicorn --workers 3 --bind unix:/run/shop.sock shop.wsgi:application"),
    ("", "/usr/bin/node /srv/worker.js"),
    ("", "/srv/venv/bin/celery -A shop inspect ping"),
    ("", "/bin/sh -c '${CELERY_BIN} multi stopwait w1'"),
]


def facts(create: str, kind: type = Workload) -> list[Any]:
    """What is read of a command on a machine."""
    resource = Resource("urn", REMOTE, "shop")
    found = families.of(resource, Reader(Known({"connection": CONNECTION, "create": create})))
    return [one for one in found if isinstance(one, kind)]


def roles(create: str) -> str:
    """What starts there."""
    found = [one.roles for one in facts(create)]
    return " ".join(sorted(role for fact in found if isinstance(fact, Known) for role in fact.value))


@pytest.mark.parametrize(("expected", "command"), ROLES, ids=str)
def test_a_command_of_a_unit(expected: str, command: str) -> None:
    assert roles(written((WORKER_UNIT, unit(command)))) == expected


@pytest.mark.parametrize(
    ("expected", "command"),
    [
        ("worker", "/srv/venv/bin/celery -A shop worker -n %(program_name)s@%%h"),
        ("worker", "%(ENV_VENV)s/bin/celery -A shop worker"),
        ("worker", "/srv/venv/bin/celery -A shop worker ; the comment -B"),
        ("beat", "bash -c 'exec celery -A shop beat'"),
    ],
)
def test_a_command_of_a_program(expected: str, command: str) -> None:
    assert roles(written(("/etc/supervisor/conf.d/shop.conf", program(command)))) == expected


def test_a_variable_of_a_unit_is_put_in_its_place() -> None:
    variables = 'LEVEL=debug\nexport APP="shop"\n# LEVEL=info\n'
    files = (
        ("/etc/shop", variables),
        (WORKER_UNIT, unit("celery -A ${APP} worker -l $LEVEL", EnvironmentFile="-/etc/shop")),
    )
    [worker] = facts(written(*files))
    assert (worker.log_level.value, worker.application.value) == ("debug", "shop")


def test_a_variable_of_a_file_that_cannot_be_seen_is_unknown() -> None:
    [worker] = facts(written((WORKER_UNIT, unit("celery worker -l ${LEVEL}", EnvironmentFile="/etc/shop"))))
    assert not isinstance(worker.log_level, Known)
    assert not isinstance(worker.force_root, Known)


def test_a_users_own_unit_is_never_root() -> None:
    given = written(("/home/shop/.config/systemd/user/celery.service", unit(User=None)))
    assert judged(Given(REMOTE, "one", {"connection": CONNECTION, "create": given})) == set()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90", 90),
        ("5min 20s", 320),
        ("1h", 3600),
        ("500ms", 0.5),
        ("2 min", 120),
        ("x", None),
        ("5 parsecs", None),
        ("", None),
    ],
)
def test_a_span_of_time(text: str, seconds: float | None) -> None:
    assert timespan.seconds(text) == seconds


@pytest.mark.parametrize(
    ("start", "copies"),
    [
        ("systemctl enable --now w@1 w@2 w@2", 2.0),
        ("systemctl start w@{1..4}.service", 4.0),
        ("for i in 1 2; do systemctl start w@$i; done", None),
        ("systemctl enable other", None),
    ],
)
def test_a_template_is_as_many_as_are_started(start: str, copies: float | None) -> None:
    [worker] = facts(written(("/etc/systemd/system/w@.service", unit())) + start)
    assert (worker.replicas.value if isinstance(worker.replicas, Known) else None) == copies


@pytest.mark.parametrize(
    ("path", "more", "servers"),
    [
        ("/etc/redis/redis.conf", "", 1),
        ("/opt/shop-redis.conf", "", 1),
        ("/opt/redis.conf", "redis-server /opt/redis.conf &", 1),
        ("/etc/sysctl.d/redis.conf", "", 0),
        ("/etc/redis/sentinel.conf", "", 0),
        ("/opt/docker/redis.conf", "", 0),
        ("/opt/redis.conf", "docker compose up -d", 0),
    ],
)
def test_which_files_a_server_of_the_machine_reads(path: str, more: str, servers: int) -> None:
    assert len(facts(written((path, "bind 0.0.0.0\nappendonly yes\n")) + more, Redis)) == servers


def test_a_configuration_that_a_container_gets_is_the_containers() -> None:
    run = "docker run -d -v /opt/redis.conf:/etc/redis.conf redis:7 redis-server /etc/redis.conf"
    [server] = facts(written(("/opt/redis.conf", "bind 0.0.0.0\nrequirepass n0t-easily-guessed\n")) + run, Redis)
    assert server.addresses == ()
    assert isinstance(server.password, Known)


def test_what_a_script_prints_into_a_file() -> None:
    script = f"""
        VENV=/srv/venv
        printf '%s\\n' '[Service]' 'User=shop' "ExecStart=$VENV/bin/celery worker" > /tmp/w.service
        sudo install -m 644 /tmp/w.service {WORKER_UNIT}
    """
    [worker] = facts(script)
    assert worker.user == Known("shop", "create[w.service].User")


@pytest.mark.parametrize(
    ("interpreter", "create", "is_said"),
    [
        (["python3", "-c"], "print('celery worker')", True),
        (["node", "-e"], "write('celery.service')", True),
        (["python3", "-c"], "print('hello')", False),
        (["/usr/bin/env", "bash", "-c"], "celery -A shop inspect ping", False),
    ],
)
def test_another_language_than_a_shells_cannot_be_read(interpreter: list[str], create: str, is_said: bool) -> None:
    inputs = Reader(Known({"interpreter": interpreter, "create": create}))
    found = families.of(Resource("urn", LOCAL, "shop"), inputs)
    assert [isinstance(one.roles, Unknown) for one in found] == [True] * is_said


def test_a_command_that_only_looks_at_celery_starts_nothing() -> None:
    assert facts(f"pgrep -f '{CELERY} worker' && {CELERY} --version && systemctl status celery") == []


@pytest.mark.parametrize(
    "value", ["!!timestamp x", "!!bool x", "!!int ''", "!!float x", "!!binary é", "*a", "!x y", "? [a]"]
)
def test_a_configuration_that_is_no_yaml_says_nothing(value: str) -> None:
    assert cloud_init.run(f"#cloud-config\nruncmd: [celery worker]\nx: {value}\n", "userData").started == []


OWN = {"state_dir": "/var/lib/celery-stack/shop", "log_dir": "/var/log/celery-stack", "user": "celery-stack"}
PROCESS = {
    **OWN,
    "name": "shop-worker",
    "python": "/var/lib/celery-stack/shop/python",
    "replicas": 2,
    "stop_signal": "TERM",
    "stop_seconds": 75,
    "argv": ["celery", "-A", "shop", "worker"],
    "env": {},
    "secrets": {},
}


def test_what_this_project_itself_writes_breaks_no_rule_though_its_launcher_cannot_be_read() -> None:
    redis = redis_config.config(
        {**OWN, "name": "shop-broker", "bind": "127.0.0.1", "acl": "/var/lib/x/users.acl"}, 6379
    )
    users = redis_config.users("user default on #" + "ab" * 32, "cd" * 32)
    given = written(
        ("/var/lib/x/supervisord.conf", supervisor.daemon(OWN)),
        ("/var/lib/x/programs/worker.conf", supervisor.program(PROCESS, "digest")),
        ("/var/lib/x/shop-broker.redis.conf", redis),
        ("/var/lib/x/users.acl", users),
    )
    assert judged(Given(REMOTE, "one", {"connection": CONNECTION, "create": given})) == {("checklist-unread", "")}
    assert len(facts(given, Redis)) == 1
