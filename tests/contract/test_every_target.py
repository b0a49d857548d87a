"""The demands that every target has to meet."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from unit.recording import Recording, clear, record

from celery_stack import CeleryStack
from celery_stack.errors import InvalidArgumentError
from celery_stack.targets import TARGETS

from .observation import Observation, Place
from .places import PLACES

GIVEN = "g1ven p@ss/word"
USERS_OWN = "s3cret-key"


@pytest.fixture(params=PLACES, ids=lambda place: place.name)
def place(request: pytest.FixtureRequest) -> Place:
    found: Place = request.param
    return found


@pytest.fixture
def args(place: Place, tmp_path: Path) -> dict[str, Any]:
    source = tmp_path / "shop"
    source.mkdir()
    (source / "requirements.txt").write_text("celery\n")
    (source / "Dockerfile").write_text("FROM shop\n")
    secrets = {"SECRET_KEY": USERS_OWN}
    return {
        "app": {"module": "shop", "source": str(source), "secrets": secrets, "stop_grace": 20, "longest_task": 30},
        "target": place.target(tmp_path),
        "web": {"wsgi": "shop.wsgi:application"},
        "workers": {"mail": {"queues": ["mail", "rest"], "concurrency": 3, "replicas": 2}},
        "beat": {},
    }


@pytest.fixture
def made(args: dict[str, Any]) -> Callable[..., Recording]:
    def stack(**changes: Any) -> Recording:
        wanted: Any = {**args, **changes}
        return record(lambda: CeleryStack("shop", wanted) and None)

    return stack


@pytest.fixture
def seen(place: Place, made: Callable[..., Recording]) -> Observation:
    return place.observe(made())


def test_every_target_is_held_to_the_contract() -> None:
    assert sorted(place.name for place in PLACES) == sorted(TARGETS)


def test_the_broker_is_private_asks_for_a_password_and_evicts_nothing(seen: Observation) -> None:
    assert seen.broker.private
    assert seen.broker.asks_for_password
    assert seen.broker.eviction == "noeviction"
    assert seen.broker.append_only


def test_a_password_of_the_users_own_is_asked_for_too(place: Place, made: Callable[..., Recording]) -> None:
    assert place.observe(made(broker={"password": GIVEN})).broker.asks_for_password


def test_the_commands_are_celerys_own(place: Place, seen: Observation) -> None:
    assert {name: " ".join(process.command) for name, process in seen.processes.items()} == {
        "shop-web": f"gunicorn --bind={place.listens_on}:8000 --workers=2 --threads=4 --log-level=warning"
        " --graceful-timeout=20 celery_stack_runtime.wsgi:application",
        "shop-worker-mail": "celery -A shop worker --queues=mail,rest --concurrency=3 --loglevel=WARNING"
        " --prefetch-multiplier=1 --without-gossip --without-mingle",
        "shop-beat": "celery -A shop beat --loglevel=WARNING --max-interval=30",
    }


def test_every_process_is_told_who_it_is_and_loads_the_runtime(seen: Observation) -> None:
    for process, role in (("shop-web", "web"), ("shop-worker-mail", "worker"), ("shop-beat", "beat")):
        env = seen.processes[process].env
        assert (env["CELERY_STACK_ROLE"], env["CELERY_STACK_NAME"]) == (role, "shop")
        assert env["CELERY_LOADER"] == "celery_stack_runtime:Loader"
        assert env["CELERY_STACK_BROKER_URL"].startswith(("redis://default@", "rediss://default@"))


def test_replicas_are_as_many_as_asked_for(seen: Observation) -> None:
    assert {name: one.replicas for name, one in seen.processes.items()} == {
        "shop-web": 1,
        "shop-worker-mail": 2,
        "shop-beat": 1,
    }


def test_beat_is_never_doubled_not_even_during_an_update(seen: Observation) -> None:
    assert seen.processes["shop-beat"].most_at_once == 1


def test_a_stop_gives_tasks_their_grace_and_tells_the_main_process_only(seen: Observation) -> None:
    for process in seen.processes.values():
        assert (process.stop_signal, process.stop_seconds, process.stops_children) == ("TERM", 35, False)


def test_everything_is_kept_alive(seen: Observation) -> None:
    assert all(one.kept_alive for one in (*seen.processes.values(), seen.broker))


def test_nothing_runs_as_root(seen: Observation) -> None:
    assert not any(one.is_root for one in (*seen.processes.values(), seen.broker))


@pytest.mark.parametrize("password", [GIVEN, None], ids=["given", "generated"])
def test_no_secret_is_in_clear(place: Place, made: Callable[..., Recording], password: str | None) -> None:
    stack = made(broker={"password": password} if password else {})
    sealed = stack["shop"].outputs["broker_password"].value
    assert password in (None, sealed)
    texts = [clear(part) for one in stack.made.values() for part in (one.inputs, one.outputs)]
    for secret in (sealed, USERS_OWN):
        assert not [text for text in [*texts, place.observe(stack).readable] if secret in text]


def test_a_secret_of_the_stack_is_drawn_once_and_one_of_a_role_for_that_role(
    args: dict[str, Any], made: Callable[..., Recording]
) -> None:
    app = {**args["app"], "generated_secrets": ["SALT"]}
    own = {**args["app"], "generated_secrets": ["SALT", "PEPPER"]}
    stack = made(app=app, workers={"mail": {"app": own}})
    drawn = {one.name for one in stack.made.values() if one.name.endswith(("-SALT", "-PEPPER"))}
    assert drawn == {"shop-SALT", "shop-worker-mail-PEPPER"}


def test_every_resource_is_below_its_component_and_named_after_it(made: Callable[..., Recording]) -> None:
    stack = made()
    for one in stack.made.values():
        assert one.name == "shop" or one.name.startswith(f"{one.parent}-")
        assert one.name == "shop" or "shop" in stack.ancestors(one)


IMPOSSIBLE = {
    "no grace": ({"app": {"module": "shop", "stop_grace": -1}}, "app.stop_grace is -1"),
    "no time": ({"app": {"module": "shop", "longest_task": 0}}, "app.longest_task is 0"),
    "no concurrency": ({"workers": {"mail": {"concurrency": 0}}}, 'Worker("shop-worker-mail").concurrency is 0'),
    "no port": ({"web": {"wsgi": "shop", "port": 0}}, 'Web("shop-web").port is 0'),
    "two brokers": ({"broker": {}, "existing_broker": {"host": "redis"}}, "shop has `broker` and `existing_broker`"),
    "half a broker": ({"existing_broker": {"port": 6379}}, "broker must have either `url` or `host`"),
    "no target": ({"target": {}}, "target names nothing"),
    "two beats": ({"beat": [{}, {}]}, "shop.beat is "),
    "a typing error": ({"beat": {"max_intervall": 5}}, "shop.beat.max_intervall is not known; did you mean"),
}


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_the_impossible_is_refused_before_anything_is_created(args: dict[str, Any], case: str) -> None:
    changes, begins = IMPOSSIBLE[case]
    changes = {key: {**args["app"], **value} if key == "app" else value for key, value in changes.items()}
    refused, recording = refusal({**args, **changes})
    assert refused.startswith(begins)
    assert set(recording.named()) <= {"shop"}


def test_what_the_place_cannot_do_is_refused_at_preview(place: Place, args: dict[str, Any], tmp_path: Path) -> None:
    for name, (changes, begins) in place.limits(tmp_path).items():
        assert refusal({**args, **changes})[0].startswith(begins), name


def refusal(args: Any) -> tuple[str, Recording]:
    """What a preview says, which creates nothing, and what it had planned until then."""
    recording = Recording()
    with pytest.raises(InvalidArgumentError) as refused:
        record(lambda: CeleryStack("shop", args) and None, preview=True, into=recording)
    return str(refused.value), recording
