"""celery-single-beat counts the beats of each application and broker."""

from typing import Any

from pack_server import UNKNOWN, Pack, names, urn

STACK_A, STACK_B = urn("CeleryStack", "a"), urn("CeleryStack", "b")


def beat(app: str = "shop", host: str = "10.0.0.5", **more: Any) -> dict[str, Any]:
    return {"facts": {"role": "beat", "app": app, "replicas": 1, "broker": {"host": host, "port": 6379}, **more}}


def test_one_beat_passes() -> None:
    assert names(Pack().stack(("Beat one", beat()), ("Worker mail", {"facts": {"role": "worker"}}))) == set()


def test_two_beats_of_one_application_are_stopped_with_both_names() -> None:
    [finding] = Pack().stack(("Beat one", beat()), ("Beat two", beat()))
    assert finding.policyName == "celery-single-beat"
    assert finding.urn == urn("Beat", "two")
    assert "one of 2 beats" in finding.message
    assert "beside one" in finding.message


def test_the_module_counts_by_its_first_name() -> None:
    assert names(Pack().stack(("Beat one", beat("shop")), ("Beat two", beat("shop.celery:app"))))


def test_two_applications_have_a_beat_each() -> None:
    assert not names(Pack().stack(("Beat one", beat("shop")), ("Beat two", beat("blog"))))


def test_one_application_on_two_brokers_has_a_beat_each() -> None:
    assert not names(Pack().stack(("Beat one", beat()), ("Beat two", beat(host="10.0.0.6"))))


def test_a_beat_with_replicas_is_stopped() -> None:
    [finding] = Pack().stack(("Beat one", beat(replicas=3)))
    assert "one of 3 beats" in finding.message


def test_a_beat_about_which_nothing_is_known_joins_any() -> None:
    assert names(Pack().stack(("Beat one", beat()), ("Beat two", {"facts": UNKNOWN})))
    assert names(Pack().stack(("Beat one", beat()), ("Beat two", {})))


def test_two_stacks_with_a_broker_each_pass_before_the_ports_are_known() -> None:
    unknown = {"facts": {"app": "shop", "broker": {"host": "127.0.0.1", "port": UNKNOWN}}}
    registered = [(f"{kind} {name}", unknown) for name in ("a", "b") for kind in ("CeleryStack",)]
    children = [(f"{kind} {name}-{kind}", unknown) for name in ("a", "b") for kind in ("Broker", "Beat")]
    parents = {f"{name}-{kind}": urn("CeleryStack", name) for name in ("a", "b") for kind in ("Broker", "Beat")}
    assert not names(Pack().stack(*registered, *children, parents=parents))


def test_a_beat_beside_a_stack_on_the_stacks_broker_is_stopped() -> None:
    broker = {"host": "10.0.0.5", "port": 6379}
    stacked = {"facts": {"app": "shop"}}
    parents = {"a-broker": STACK_A, "a-beat": STACK_A}
    said = Pack().stack(("Broker a-broker", broker), ("Beat a-beat", stacked), ("Beat other", beat()), parents=parents)
    assert names(said) == {"celery-single-beat"}
