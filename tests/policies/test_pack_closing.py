"""The end of a run: one sentence that counts, and notes that are findings only where there are any."""

from pack_server import UNKNOWN, Pack, names
from stack_arguments import SOUND, stack

from pack.closing import CLOSING

UNREAD = stack("target.host.user", UNKNOWN)


def test_a_sound_stack_ends_with_a_sentence_and_no_finding() -> None:
    pack = Pack()
    pack.resource("CeleryStack", SOUND)
    assert not pack.stack(("CeleryStack shop", {}))
    [said] = pack.told
    assert said.startswith("celery-checklist: ")
    assert "run on 1 resource, " in said
    assert said.endswith("; 0 arguments unread, 0 findings excluded.")


def test_every_rule_is_counted_once() -> None:
    pack = Pack()
    pack.resource("CeleryStack", SOUND)
    pack.stack(("CeleryStack shop", {}))
    numbers = [int(word) for word in pack.told[0].replace(",", "").split() if word.isdigit()]
    ran, _resources, idle, off, *_ = numbers
    assert ran + idle + off == len(pack.checklist.rules)


def test_what_could_not_be_read_is_an_advisory_finding_that_names_it() -> None:
    pack = Pack()
    pack.resource("CeleryStack", UNREAD)
    [said] = [one for one in pack.stack() if one.policyName == "checklist-unread"]
    assert "shop: target.host.user" in said.message
    assert "0 arguments unread" not in pack.told[0]


def test_the_next_run_begins_anew() -> None:
    pack = Pack()
    pack.resource("CeleryStack", UNREAD)
    pack.stack()
    assert names(pack.stack()) == set()
    assert "run on 0 resources" in pack.told[1]
    assert "0 arguments unread" in pack.told[1]


def test_each_run_says_what_is_wrong_with_the_stack() -> None:
    pack, beat = Pack(), {"facts": {"app": "shop", "broker": {"host": "10.0.0.5", "port": 6379}}}
    for _ in range(2):
        assert names(pack.stack(("Beat one", beat), ("Beat two", beat))) == {"celery-single-beat"}


def test_a_rule_that_is_off_is_neither_run_nor_idle() -> None:
    pack = Pack(config={"all": {"enforcementLevel": "disabled"}} | _every("disabled"))
    pack.resource("CeleryStack", UNREAD)
    assert not pack.stack()
    assert pack.told[0].startswith(
        f"celery-checklist: 0 rules run on 0 resources, 0 not applicable, {len(pack.checklist.rules)} off"
    )


def _every(level: str) -> dict[str, dict[str, str]]:
    """As the engine spells `all` out."""
    names = [rule.name for rule in Pack().checklist.rules] + list(CLOSING)
    return {name: {"enforcementLevel": level} for name in names}
