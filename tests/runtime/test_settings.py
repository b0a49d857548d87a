"""The stack's settings win over the application's code, in whatever style it is written."""

import pytest

from .application import Application
from .conftest import every_version

ASK = """
import importlib, json
app = importlib.import_module({module!r}).app
task = app.tasks[{module!r} + ".task"]
conf = app.conf
conf.result_expires = 2
print(json.dumps({{
    "acks_late": task.acks_late,
    "expires": [conf.result_expires, conf["result_expires"], conf.get("result_expires")],
    "accept": conf.accept_content,
    "urls": sorted({{conf.broker_url, conf["broker_url"], conf.broker_read_url, conf.broker_write_url}}),
    "result_url": conf.result_backend,
    "options": conf.broker_transport_options,
    "redis_socket_timeout": conf.redis_socket_timeout,
    "broker": app.connection_for_write().ensure_connection(max_retries=1).connected,
    "backend": app.backend.client.ping(),
}}))
"""


@every_version
@pytest.mark.parametrize("module", ["plain", "late", "by_object", "django_site.celery"])
def test_every_style_of_application_gets_them(application: Application, module: str) -> None:
    stray = {"BROKER_URL": "redis://127.0.0.1:1/7", "CELERY_RESULT_BACKEND": "redis://127.0.0.1:1/7"}
    seen = application.answer(ASK.format(module=module), **stray)
    address = f"redis://default@127.0.0.1:{application.server.port}"
    assert seen["acks_late"] is True
    assert seen["expires"] == [3600, 3600, 3600]
    assert seen["accept"] == ["json"]
    assert seen["urls"] == [f"{address}/0"]
    assert seen["result_url"] == f"{address}/1"
    assert (seen["broker"], seen["backend"]) == (True, True)
    assert seen["redis_socket_timeout"] == 10
    assert seen["options"] == {
        "visibility_timeout": 77,
        "queue_order_strategy": "priority",
        "socket_timeout": 5,
        "socket_connect_timeout": 5,
        "socket_keepalive": True,
        "health_check_interval": 5,
    }


def test_socket_options_of_the_application_stay(application: Application) -> None:
    code = (
        "import json, celery; app = celery.Celery('x'); app.conf.redis_socket_timeout = 30;"
        "app.conf.broker_transport_options = {'socket_timeout': 30};"
        "conf = app.conf; print(json.dumps([conf.broker_transport_options['socket_timeout'],"
        " conf.redis_socket_timeout]))"
    )
    assert application.answer(code) == [30, 30]


@every_version
@pytest.mark.parametrize("role", ["web", "worker"])
def test_only_a_worker_whose_celery_can_waits_for_its_result_to_be_stored(application: Application, role: str) -> None:
    code = (
        "import json, celery; conf = celery.Celery('x').conf;"
        "print(json.dumps([celery.VERSION >= (5, 7), conf.result_backend_always_retry]))"
    )
    can, waits = application.answer(code, CELERY_STACK_ROLE=role)
    assert waits is (can and role == "worker")


def test_a_broker_that_is_not_redis_gets_no_redis_options(application: Application) -> None:
    code = "import json, celery; print(json.dumps(celery.Celery('x').conf.broker_transport_options))"
    nothing = {"CELERY_STACK_BROKER_URL": "", "CELERY_STACK_RESULT_URL": "", "CELERY_STACK_SETTINGS": ""}
    assert application.answer(code, **nothing) == {}


@every_version
def test_pickle_is_refused_although_the_application_takes_it(application: Application) -> None:
    worker = application.worker()
    code = (
        "import json, demo; demo.done.apply_async(['pickled'], serializer='pickle');"
        "demo.done.delay('plain'); print(json.dumps(demo.add.delay(2, 3).get(timeout=20)))"
    )
    assert application.answer(code) == 5
    assert application.tasks_done() == ["plain"]
    assert worker.poll() is None
