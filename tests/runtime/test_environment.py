"""The variables CELERY_STACK_*: what they default to, and what is said of a wrong one."""

import ast
import re
from pathlib import Path

import pytest
from celery_stack_runtime import environment

from .application import RUNTIME


def test_everything_is_optional() -> None:
    nothing = environment.read({})
    assert (nothing.broker_url, nothing.heartbeat_file, nothing.settings) == ("", "", {})
    assert (nothing.beat_lock_seconds, nothing.health_path, nothing.silent_after) == (15, "/health", 30)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SETTINGS", "{", "CELERY_STACK_SETTINGS is not JSON"),
        ("SETTINGS", "[1]", "CELERY_STACK_SETTINGS is a JSON list, wanted an object"),
        ("BEAT_LOCK_SECONDS", "soon", "CELERY_STACK_BEAT_LOCK_SECONDS is 'soon', wanted a number"),
        ("BEAT_LOCK_SECONDS", "-1", "0 or more"),
        ("HEARTBEAT_SECONDS", "0", "0.1 or more"),
        ("HEARTBEAT_SECONDS", "inf", "wanted a number of seconds"),
    ],
)
def test_a_wrong_value_is_named(name: str, value: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        environment.read({f"CELERY_STACK_{name}": value})


def test_a_bare_rediss_url_is_verified() -> None:
    read = environment.read({"CELERY_STACK_BROKER_URL": "rediss://a/0", "CELERY_STACK_RESULT_URL": "rediss://a/1?b=c"})
    assert read.broker_url == "rediss://a/0?ssl_cert_reqs=required"
    assert read.result_url == "rediss://a/1?b=c&ssl_cert_reqs=required"


@pytest.mark.parametrize("file", sorted((RUNTIME / "celery_stack_runtime").glob("*.py")), ids=lambda file: file.name)
def test_python_3_9_can_read_it(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 9))
    assert "from __future__ import annotations" in source
