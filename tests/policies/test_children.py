"""A CeleryStack's arguments reach its children; a finding is said once, where the user wrote it."""

from pack_server import UNKNOWN, Pack, names, urn
from stack_arguments import stack

PARENT = urn("CeleryStack", "shop")


def child(**changed: object) -> dict[str, object]:
    return {"app": {"module": "shop"}, "target": {"host": {}}, "broker": {"host": "h", "password": UNKNOWN}, **changed}


def test_a_finding_at_the_stack_is_not_repeated_at_its_child() -> None:
    pack = Pack()
    assert names(pack.resource("CeleryStack", stack("workers.mail.log_level", "debug"))) == {"celery-log-level"}
    assert names(pack.resource("Worker", child(log_level="debug"), "shop-worker-mail", PARENT)) == set()


def test_an_extra_child_with_a_fault_of_its_own_is_stopped() -> None:
    pack = Pack()
    pack.resource("CeleryStack", stack("app.stop_grace", 60))
    assert names(pack.resource("Worker", child(log_level="debug"), "extra", PARENT)) == {"celery-log-level"}


def test_a_child_is_judged_anew_when_the_stack_is_mended() -> None:
    pack = Pack()
    pack.resource("CeleryStack", stack("workers.mail.log_level", "debug"))
    pack.resource("CeleryStack", stack("workers.mail.log_level", "error"))
    assert names(pack.resource("Worker", child(log_level="debug"), "extra", PARENT)) == {"celery-log-level"}


def test_a_password_that_the_stack_fills_in_is_no_unread_argument() -> None:
    pack = Pack()
    pack.resource("Worker", child(), "shop-worker-mail", PARENT)
    assert names(pack.stack()) == set()


def test_a_role_with_an_application_of_its_own_is_judged_by_it() -> None:
    own = {"module": "blog", "settings": {"task_serializer": "pickle"}}
    [finding] = Pack().resource("CeleryStack", stack("beat.app", own))
    assert "beat.app.settings.task_serializer" in finding.message
