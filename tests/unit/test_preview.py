"""At a preview, with every id and every generated value unknown, the same resources are planned."""

from typing import Any

from celery_stack import CeleryStack

from .recording import record


def test_a_preview_plans_what_an_update_makes(app: dict[str, Any], target: dict[str, Any]) -> None:
    args: Any = {
        "app": {**app, "generated_secrets": ["SALT"]},
        "target": target,
        "web": {"wsgi": "shop.wsgi:application"},
        "workers": {"mail": {}},
        "beat": {},
    }
    planned = record(lambda: CeleryStack("shop", args) and None, preview=True)
    made = record(lambda: CeleryStack("shop", args) and None)
    assert planned.named() == made.named()
    for name in ("shop-web", "shop-worker-mail", "shop-beat", "shop-broker"):
        assert set(planned[name].outputs["facts"]) == set(made[name].outputs["facts"])
    facts = planned["shop-worker-mail"].outputs["facts"]
    assert facts["command"] == made["shop-worker-mail"].outputs["facts"]["command"]
