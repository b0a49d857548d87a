"""A whole stack on the target docker, recorded, and what is in it."""

from base64 import b64encode
from typing import Any

from celery_stack import CeleryStack

from .recording import Recording, Secret, record

PASSWORD = "generated-shop-broker-password-1"
SECRETS = "/run/celery-stack/secrets"


def whole() -> dict[str, Any]:
    return {
        "app": {"module": "shop", "image": "registry/shop:1", "stop_grace": 20, "secrets": {"KEY": "s3cret"}},
        "web": {"wsgi": "shop.wsgi:application"},
        "workers": {"mail": {"replicas": 2}},
        "beat": {},
    }


def stack(args: dict[str, Any], *, preview: bool = False, into: Recording | None = None, **docker: Any) -> Recording:
    wanted: Any = {**args, "target": {"docker": docker}}
    return record(lambda: CeleryStack("shop", wanted) and None, preview=preview, into=into)


def labels(inputs: dict[str, Any]) -> dict[str, str]:
    return {one["label"]: one["value"] for one in inputs["labels"]}


def env(inputs: dict[str, Any]) -> dict[str, str]:
    return dict(one.split("=", 1) for one in inputs["envs"])


def sealed(text: str) -> Secret:
    return Secret(b64encode(text.encode()).decode())
