"""Whatever stands in the texts of machines: nothing raises, nothing takes long, no secret comes out."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from host_instance_cases import BAD as FIRST_STARTS
from host_script_cases import EDITING, WRITING
from host_texts import CONNECTION, LOCAL, REMOTE, WORKER_UNIT, program, redis_conf, unit, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pack_server import Pack

INSTANCE = "aws:ec2/instance:Instance"
MARKER = "s3cr3t-m4rk3r"
PIECES = """
    [Service] [program:x] [supervisord] ExecStart= User= Restart= Environment= EnvironmentFile= Type=forking KillSignal=
    command= user=root numprocs=9 environment= stopwaitsecs= celery worker beat -A shop multi start redis-server bind
    requirepass protected-mode no 0.0.0.0 $X ${X} %i %% %(ENV_X)s \\ <<EOF EOF <<-'E' cat tee sed -i s/a/b/ echo printf
    | & ; && ( ) { } ' " ` $( > >> /etc/redis/redis.conf /etc/systemd/system/x.service sudo bash -c ssh docker run -p
    base64 -d systemctl enable x@{1..3} mv cp #cloud-config write_files: runcmd: - path: content: !!binary #!/bin/sh
"""
pieces = st.sampled_from(PIECES.split())
texts = st.lists(st.one_of(pieces, st.sampled_from(["\n", " ", "\n\n"]), st.text(max_size=5)), max_size=40).map(
    " ".join
)
scripts = st.sampled_from([*WRITING, *EDITING, *FIRST_STARTS])
patient = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def judge(kind: str, inputs: dict[str, Any]) -> list[Any]:
    """Everything that the pack says."""
    pack = Pack()
    return [*pack.resource(kind, inputs, "celery"), *pack.stack((f"{kind} celery", inputs))]


def is_sane(found: list[Any]) -> bool:
    """Whether no rule and no reader failed."""
    return "checklist-rule-failed" not in {one.policyName for one in found}


@patient
@given(text=texts, more=texts)
def test_no_text_makes_a_reader_fail(text: str, more: str) -> None:
    assert is_sane(judge(REMOTE, {"create": text, "update": more, "stdin": more, "environment": {"X": text}}))
    assert is_sane(judge(REMOTE, {"create": written((WORKER_UNIT, text), ("/etc/redis/redis.conf", more))}))
    assert is_sane(judge(INSTANCE, {"userData": text}))
    assert is_sane(judge(INSTANCE, {"userData": f"#cloud-config\n{more}"}))


@patient
@given(script=scripts, start=st.integers(0, 400), end=st.integers(0, 400), between=texts)
def test_no_damage_makes_a_reader_fail(script: str, start: int, end: int, between: str) -> None:
    damaged = script[:start] + between + script[end:]
    for kind, key in ((REMOTE, "create"), (LOCAL, "create"), (INSTANCE, "userData")):
        assert is_sane(judge(kind, {key: damaged}))


KEYS = st.sampled_from(["create", "update", "stdin", "environment", "connection", "interpreter", "source"])
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(allow_nan=False), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=8,
)


@patient
@given(
    key=st.sampled_from(["create", "update", "stdin", "environment", "connection", "interpreter", "source"]),
    junk=VALUES,
)
def test_no_value_of_another_type_makes_a_reader_fail(key: str, junk: Any) -> None:
    for kind in (REMOTE, LOCAL, "command:remote:CopyToRemote"):
        assert is_sane(judge(kind, {"create": WRITING[0], "remotePath": WORKER_UNIT, key: junk}))


HUGE: list[Callable[[int], str]] = [
    lambda size: "a" * size,
    lambda size: "$(" * size,
    lambda size: "((((" * size,
    lambda size: "cat <<EOF\n" * size,
    lambda size: "'" + "\\" * size,
    lambda size: "sudo " * size + "celery worker",
    lambda size: "bash -c " * 100 + "x" * size,
    lambda size: written((WORKER_UNIT, "[Service]\n" + "ExecStart=celery worker\n" * (size // 100))),
    lambda size: written((WORKER_UNIT, "[Service]\nExecStart=" + "a\\\n" * size)),
    lambda size: written((WORKER_UNIT, "[Service]\nEnvironment=" + '"' * size)),
    lambda size: written(("/etc/supervisor/x.conf", "[program:x]\ncommand=" + "%(" * size)),
    lambda size: f"sed -i 's/{'(a*)*' * 50}/{'b' * size}/' /etc/redis/redis.conf",
    lambda size: written(("/etc/redis/redis.conf", "\n" * size), ("/etc/shop.env", f"A={' ' * size}")),
    lambda size: "systemctl start " + "x@{1..999} " * 20,
    lambda size: "#cloud-config\n" + "[" * size,
    lambda size: "#cloud-config\na: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(size // 1000)),
]


@pytest.mark.parametrize("build", HUGE, ids=[str(index) for index in range(len(HUGE))])
def test_nothing_takes_long(build: Callable[[int], str]) -> None:
    for kind, key in ((REMOTE, "create"), (INSTANCE, "userData")):
        began = time.monotonic()
        assert is_sane(judge(kind, {key: build(20_000)}))
        assert time.monotonic() - began < 5


PLANTED = [
    written((WORKER_UNIT, unit(Environment=f"CELERY_BROKER_URL=redis://u:{MARKER}@h/0", User="root", Restart=None))),
    written(
        (WORKER_UNIT, unit(f"celery -b redis://:{MARKER}@h worker -l {MARKER}", KillSignal=MARKER, Restart=MARKER * 9))
    ),
    written((WORKER_UNIT, unit(User=f"redis://{MARKER}", Restart=f"x://{MARKER}", KillMode=f"x://{MARKER}"))),
    written(
        ("/etc/shop.env", f"REDIS_PASSWORD={MARKER}\nCELERY_BROKER_URL=redis://:{MARKER}@h:x\nC_FORCE_ROOT={MARKER}\n")
    ),
    written(("/etc/redis/redis.conf", redis_conf(bind="0.0.0.0", requirepass=MARKER, aclfile=f"/{MARKER}"))),
    written(
        ("/etc/redis/redis.conf", redis_conf(bind=f"x://{MARKER}", protected_mode=MARKER, requirepass=f'"{MARKER}'))
    ),
    written(("/etc/supervisor/x.conf", program(environment=f'A="{MARKER}"', user="root", autorestart=f"x://{MARKER}"))),
    f"redis-server --requirepass {MARKER} --bind 0.0.0.0 --save {MARKER}",
    f"echo {MARKER} | sudo -S celery -A shop worker -B -l debug",
    f"docker run -d -e REDIS_PASSWORD={MARKER} -p 6379:6379 redis:7 --requirepass {MARKER}",
    f"sed -i 's/^# requirepass.*/requirepass {MARKER}/; s/^bind.*/bind 0.0.0.0/' /etc/redis/redis.conf",
]


@pytest.mark.parametrize("script", PLANTED, ids=[str(index) for index in range(len(PLANTED))])
def test_no_secret_comes_out(script: str) -> None:
    for kind, inputs in (
        (REMOTE, {"create": script, "connection": {**CONNECTION, "privateKey": MARKER, "password": MARKER}}),
        (LOCAL, {"create": script, "environment": {"TOKEN": MARKER}, "stdin": MARKER}),
        (INSTANCE, {"userData": f"#!/bin/sh\n{script}"}),
    ):
        found = judge(kind, inputs)
        assert found
        assert not [one.message for one in found if MARKER in one.message]
