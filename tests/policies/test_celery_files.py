"""Settings and broker URLs are found in the files of an application, in every language that they are written in."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts import celery_files
from facts.connection import Connection
from facts.resource import Resource
from facts.settings import Settings
from facts.value import Absent, Known, Unknown

HERE = Resource("", "x:y:File", "one")


def read(text: str, name: str = "celeryconfig.py") -> list[Settings | Connection]:
    return list(celery_files.read(HERE, {name: Known(text, f"data.{name}")}))


def serializers(text: str, name: str = "celeryconfig.py") -> list[Any]:
    """The names of serializers; "?" for each that is not known."""
    found = [fact for one in read(text, name) if isinstance(one, Settings) for fact in one.serializers]
    return [fact.value if isinstance(fact, Known) else "?" for fact in found]


def expires(text: str, name: str = "celeryconfig.py") -> Any:
    [settings] = [one for one in read(text, name) if isinstance(one, Settings)]
    return settings.result_expires.value if isinstance(settings.result_expires, Known) else settings.result_expires


BOTH = ["json", "pickle"]
PYTHON = [
    ("accept_content = ['json', 'pickle']", BOTH),
    ("CELERY_ACCEPT_CONTENT = ('json', 'pickle')", BOTH),
    ("SHOP_CELERY_ACCEPT_CONTENT = {'pickle'}", ["pickle"]),
    ("accept_content: list[str] = list(('json', 'pickle'))", BOTH),
    ("CELERY_ACCEPT_CONTENT = ['json']\nCELERY_ACCEPT_CONTENT += ['pickle']", BOTH),
    ("CONTENT = ['json', 'pickle']\naccept_content = result_accept_content = CONTENT", BOTH * 2),
    ("app.conf.task_serializer = 'pickle'", ["pickle"]),
    ("app.conf['task_serializer'] = 'pickle'", ["pickle"]),
    ("app.conf.update(task_serializer='pickle', accept_content=['json'])", ["json", "pickle"]),
    ("app.conf.update({'task_serializer': 'pickle'})", ["pickle"]),
    ("app = Celery('shop', task_serializer='pickle')", ["pickle"]),
    ("CELERY = dict(task_serializer='pickle')", ["pickle"]),
    ("app.config['CELERY'] = {'task_serializer': 'pickle'}", ["pickle"]),
    ("def make(app):\n    celery.conf.update(task_serializer='pickle')", ["pickle"]),
    ("class Old:\n    task_serializer = 'pickle'\nclass New:\n    task_serializer = 'json'", ["pickle", "json"]),
    ("try:\n    task_serializer = 'pickle'\nfinally:\n    pass", ["pickle"]),
    ("task_serializer = 'pickle'\ntask_serializer = 'json'", ["json"]),
    ("# task_serializer = 'pickle'", []),
    ("'''\ntask_serializer = 'pickle'\n'''", []),
    ("def make():\n    task_serializer = 'pickle'", []),
    ("result_accept_content = None", []),
    ("@app.task(serializer='pickle')\ndef add(): ...", []),
    ("task_serializer = os.environ.get('SERIALIZER', 'json')", ["?"]),
    ("task_serializer = SERIALIZER", ["?"]),
    ("if LEGACY:\n    task_serializer = 'pickle'\nelse:\n    task_serializer = 'json'", ["?"]),
    ("task_serializer = 'json'\nif LEGACY:\n    task_serializer = 'json'", ["json"]),
    ("task_serializer =", ["?"]),
    ("task_serializer = " + "[" * 3000 + "]" * 3000, ["?"]),
]


@pytest.mark.parametrize(("text", "expected"), PYTHON)
def test_python_is_read_without_running_it(text: str, expected: list[str]) -> None:
    assert serializers(text) == expected


LINES = [
    (".env", "CELERY_TASK_SERIALIZER=pickle", ["pickle"]),
    ("production.env", "export CELERY_ACCEPT_CONTENT='json,pickle'", BOTH),
    (".env", "# CELERY_TASK_SERIALIZER=pickle\nCELERY_TASK_SERIALIZER=json", ["json"]),
    (".env", "CELERY_TASK_SERIALIZER=${SERIALIZER}", ["?"]),
    ("shop.ini", "[celery]\ntask_serializer = pickle  ; old", ["pickle"]),
    ("shop.ini", "[celery]\n;task_serializer = pickle", []),
    ("shop.ini", "[app:a]\ntask_serializer = json\n[app:b]\ntask_serializer = pickle", ["json", "pickle"]),
    ("shop.yaml", "celery:\n  accept_content: [json, pickle]", BOTH),
    ("shop.yaml", "celery:\n  accept_content:\n  - json\n  # - yaml\n  - pickle\n  other: x", BOTH),
    ("shop.yml", "celery:\n  accept_content: [\n    json,  # today\n    pickle,\n  ]", BOTH),
    ("shop.yml", "celery:\n  result_accept_content: null\n  task_serializer: '{{ serializer }}'", ["?"]),
    ("shop.properties", "celery.task_serializer=pickle", ["pickle"]),
    ("shop.toml", 'accept_content = [\n  "json",\n  "pickle",\n]\n', BOTH),
    ("shop.json", '{"celery": {"accept_content": ["json", "pickle"], "other": [1]}}', BOTH),
    ("shop.json", '[{"task_serializer": "pickle"}]', ["pickle"]),
    ("celeryconfig", "task_serializer = SERIALIZER\nx = 'y'", ["?"]),
    ("celeryconfig", "task_serializer = 'pickle'", ["pickle"]),
    ("celery", "CELERY_TASK_SERIALIZER=pickle", ["pickle"]),
    ("celery", 'task_serializer: "pickle"\naccept_content: ["json"]', ["json", "pickle"]),
    ("config", '{"task_serializer": "pickle"}', ["pickle"]),
]


@pytest.mark.parametrize(("name", "text", "expected"), LINES)
def test_other_languages_are_read_line_by_line(name: str, text: str, expected: list[str]) -> None:
    assert serializers(text, name) == expected


NUMBERS = [
    ("result_expires = 60 * 60", 3600),
    ("result_expires = timedelta(hours=1)", 3600),
    ("CELERY_TASK_RESULT_EXPIRES = datetime.timedelta(0)", 0),
    ("HOUR = 3600\nresult_expires = HOUR / 2", 1800),
    ("result_expires = None", None),
    ("result_expires = -1", -1),
    ("result_expires = 1 / 0", Unknown("data.celeryconfig.py: result_expires", "computed when the application starts")),
    ("task_serializer = 'json'", Absent()),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers_are_calculated(text: str, expected: Any) -> None:
    assert expires(text) == expected


def test_the_visibility_timeout_is_that_of_the_broker() -> None:
    [settings] = read("broker_transport_options = {'visibility_timeout': 60}\nother = {'visibility_timeout': 5}")
    assert isinstance(settings, Settings)
    assert settings.visibility_timeout == Known(60.0, "data.celeryconfig.py: broker_transport_options")


URLS = [
    ("celeryconfig.py", "broker_url = 'redis://:word@cache:6379/0'", [("cache", "known")]),
    ("celeryconfig.py", "BROKER_URL = ['redis://a/0', 'redis://b/0']", [("a", "absent"), ("b", "absent")]),
    ("celeryconfig.py", "HOST = 'a'\nbroker_url = f'redis://:{PASSWORD}@{HOST}:6379/0'", [("a", "unknown")]),
    ("celeryconfig.py", "broker_url = 'redis://:' + PASSWORD + '@a:6379/0'", [("a", "unknown")]),
    ("celeryconfig.py", "broker_url = os.environ['URL']", [(None, "absent")]),
    (
        "tasks.py",
        "app = Celery('shop', broker='redis://a/0', backend='redis://b/1')",
        [("a", "absent"), ("b", "absent")],
    ),
    (".env", 'CELERY_BROKER_URL="redis://:word@a:6379/0"', [("a", "known")]),
    (".env", "CELERY_BROKER_URL=redis://:${PASSWORD}@a:6379/0", [("a", "unknown")]),
    ("shop.yaml", "broker_url: redis://a:6379/0 # private", [("a", "absent")]),
]


@pytest.mark.parametrize(("name", "text", "expected"), URLS)
def test_urls_of_brokers_are_found(name: str, text: str, expected: list[Any]) -> None:
    found = [one for one in read(text, name) if isinstance(one, Connection)]
    hosts = [one.host.value if isinstance(one.host, Known) else None for one in found]
    assert list(zip(hosts, (type(one.password).__name__.lower() for one in found), strict=True)) == expected


def test_a_text_that_is_not_known_is_said_where_its_name_tells() -> None:
    texts = {"celeryconfig.py": Unknown("data.celeryconfig.py"), "nginx.conf": Unknown("data.nginx.conf")}
    [settings] = celery_files.read(HERE, texts)
    assert isinstance(settings, Settings)
    assert settings.serializers == (Unknown("data.celeryconfig.py"),)


@pytest.mark.parametrize("line", ["a = a + a", "a = [a, a]", 'a = f"{a}{a}"', "a = a * a"])
def test_a_text_that_would_grow_without_end_is_left(line: str) -> None:
    read(f"a = 'xxx'\n{(line + chr(10)) * 60}accept_content = a\nresult_expires = a")


WORDS = st.sampled_from(
    [
        *"=:[]'\"(){}\n #,+*1\\\x00é",
        *("accept_content", "json", "pickle", "- ", "**", "None", "app.conf.", "update(", "timedelta("),
        *("if x:", "f'", "class A:"),
    ]
)
NAMES = st.sampled_from(["celeryconfig.py", "a.env", ".env", "a.yaml", "a.json", "celeryconfig", "", "/", "a/b.py"])


@given(NAMES, st.lists(WORDS, max_size=25).map("".join) | st.text(max_size=60))
def test_any_text_is_read_without_an_exception(name: str, text: str) -> None:
    assert all(isinstance(one, Settings | Connection) for one in read(text, name))
