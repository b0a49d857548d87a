"""A real `pulumi policy analyze` of a stack on Kubernetes, by its state."""

from pathlib import Path
from typing import Any

from kubernetes_resources import BEAT, service, workload
from kubernetes_shop import CONFIG, shop, told
from pack_server import secret
from test_policy_analyze import analyzed

KEPT = {"redis_secret": {"stringData": secret({"password": "hidden-6f1c"})}}


def test_a_good_stack_passes(tmp_path: Path) -> None:
    code, output, found = analyzed(tmp_path, *shop(known=True, **KEPT))
    assert (code, found) == (0, set()), output
    assert "celery-checklist" in output
    assert "checklist-rule-failed" not in output
    assert "hidden" not in output


def test_faults_are_found_in_resources_and_between_them(tmp_path: Path) -> None:
    changes: dict[str, Any] = {
        "beat": workload(told(BEAT), replicas=2),
        "config": {"data": {**CONFIG, "CELERY_TASK_SERIALIZER": "pickle", "C_FORCE_ROOT": "1"}},
        "redis_service": service("redis", 6379, type="LoadBalancer"),
    }
    code, output, found = analyzed(tmp_path, *shop(known=True, **KEPT, **changes))
    assert code == 1, output
    assert found >= {
        ("celery-beat-not-replicated", "beat"),
        ("celery-beat-no-overlap-on-deploy", "beat"),
        ("celery-single-beat", "beat"),
        ("celery-json-only", "config"),
        ("celery-no-force-root", "worker"),
        ("redis-not-published", "redis-service"),
    }
