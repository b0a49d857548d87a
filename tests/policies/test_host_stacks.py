"""Whole stacks of machines, good ones and such with one fault that only several resources show."""

from base64 import b64encode
from typing import Any

import pytest
from host_texts import (
    BEAT,
    BEAT_UNIT,
    COPY,
    ENVIRONMENT,
    REDIS,
    REDIS_CONF,
    REDIS_UNIT,
    REMOTE,
    WEB,
    WORKER,
    WORKER_UNIT,
    redis_conf,
    unit,
    units,
    written,
)
from judged import Given, judged, said
from pack_server import UNKNOWN, mandatory, names, secret
from pulumi_policy.deserialize import SPECIAL_ARCHIVE_SIG, SPECIAL_ASSET_SIG, SPECIAL_SIG_KEY

GROUP, TEMPLATE = "aws:autoscaling/group:Group", "aws:ec2/launchTemplate:LaunchTemplate"
HOSTS = {"broker": "10.0.0.10", "one": "10.0.0.11", "two": "10.0.0.12", "clock": "10.0.0.13", "front": "10.0.0.14"}


def command(name: str, host: str, create: Any, **more: Any) -> Given:
    """A command on one of the machines."""
    connection = {"host": HOSTS.get(host, host), "user": "deploy", "privateKey": secret("hidden")}
    return Given(REMOTE, name, {"connection": connection, "create": create, **more})


def copy(name: str, path: str, source: Any) -> Given:
    """A file that is copied to a machine."""
    return Given(
        COPY, name, {"connection": {"host": HOSTS["one"], "user": "deploy"}, "remotePath": path, "source": source}
    )


def text(content: str) -> dict[str, str]:
    """A text as an asset, as the engine sends it."""
    return {SPECIAL_SIG_KEY: SPECIAL_ASSET_SIG, "hash": "0" * 64, "text": content}


def disk(path: str) -> dict[str, str]:
    """A file of the disk as an asset."""
    return {SPECIAL_SIG_KEY: SPECIAL_ASSET_SIG, "hash": "0" * 64, "path": path}


def worker(name: str, host: str, **changes: Any) -> Given:
    """A machine with a worker."""
    return command(
        name, host, written(("/etc/shop.env", ENVIRONMENT)) + units(EnvironmentFile="/etc/shop.env", **changes)
    )


def beat(name: str, host: str) -> Given:
    """A machine with a beat."""
    files = written(("/etc/shop.env", ENVIRONMENT), (BEAT_UNIT, unit(BEAT, EnvironmentFile="/etc/shop.env")))
    return command(name, host, files)


BROKER = command(
    "broker",
    "broker",
    written((REDIS_CONF, redis_conf(bind="10.0.0.10")), (REDIS_UNIT, unit(REDIS, User="redis", KillMode=None))),
)
FRONT = command("front", "front", written(("/etc/systemd/system/web.service", unit(WEB, KillMode=None))))
SHOP = [BROKER, worker("one", "one"), worker("two", "two"), beat("clock", "clock"), FRONT]


def test_a_good_stack_of_machines_breaks_no_rule() -> None:
    assert judged(*SHOP) == set()


def test_beats_on_two_machines_are_two() -> None:
    assert judged(*SHOP, beat("second", "one")) == {("celery-single-beat", "second")}


def test_what_an_update_writes_again_is_no_second_beat() -> None:
    given = beat("clock", "clock")
    again = {"update": f"{given.inputs['create']}sudo systemctl restart celerybeat\n"}
    assert judged(Given(given.type, "clock", {**given.inputs, **again})) == set()


def test_what_only_an_update_writes_is_judged() -> None:
    given = command("one", "one", "true", update=units(User="root"))
    assert ("worker-not-root", "one") in judged(given)


def test_a_text_that_is_read_from_the_standard_input_is_a_file() -> None:
    given = command("one", "one", f"sudo tee {WORKER_UNIT} > /dev/null", stdin=unit(User="root"))
    assert judged(given) == {("worker-not-root", "one")}
    script = command("one", "one", "sudo bash -s", stdin=units(User="root"))
    assert judged(script) == {("worker-not-root", "one")}


def test_a_text_that_is_a_variable_of_the_command_is_put_in_its_place() -> None:
    given = command("one", "one", f'echo "$UNIT" > {WORKER_UNIT}', environment={"UNIT": unit(User="root")})
    assert judged(given) == {("worker-not-root", "one")}


def test_a_text_as_an_asset_is_read() -> None:
    assert judged(copy("one", WORKER_UNIT, text(unit()))) == set()
    assert judged(copy("one", WORKER_UNIT, text(unit(User="root")))) == {("worker-not-root", "one")}


def test_an_archive_is_several_files() -> None:
    assets = {"celery.service": text(unit(User="root")), "more": {SPECIAL_SIG_KEY: SPECIAL_ARCHIVE_SIG, "path": "x"}}
    archive = {SPECIAL_SIG_KEY: SPECIAL_ARCHIVE_SIG, "hash": "0" * 64, "assets": assets}
    assert judged(copy("one", "/etc/systemd/system", archive)) == {("worker-not-root", "one")}


@pytest.mark.parametrize("path", [WORKER_UNIT, "/etc/supervisor/conf.d/celery.conf"])
def test_a_unit_of_the_disk_is_said_not_to_be_readable(path: str) -> None:
    [closing] = said(copy("one", path, disk("./celery.service")))
    assert closing.policyName == "checklist-unread"
    assert "a file that cannot be seen" in closing.message


def test_a_configuration_of_the_disk_may_ask_for_a_password_or_not() -> None:
    found = judged(copy("one", REDIS_CONF, disk("./redis.conf")))
    assert ("redis-requires-password-unseen", "one") in found
    assert ("redis-requires-password", "one") not in found


def test_a_command_that_is_not_known_at_a_preview_is_said_where_its_name_tells() -> None:
    assert names(said(command("celery-worker", "one", UNKNOWN))) == {"checklist-unread"}
    assert names(said(command("motd", "one", UNKNOWN))) == set()


def test_a_file_of_variables_is_judged_where_it_stands() -> None:
    found = judged(
        command("env", "one", written(("/etc/shop.env", "CELERY_BROKER_URL=redis://10.0.0.10\nC_FORCE_ROOT=1\n")))
    )
    assert found == {("broker-url-has-credentials", "env"), ("celery-no-force-root", "env")}


def template(script: str) -> Given:
    """What machines of a group are made by."""
    return Given(TEMPLATE, "kind", {"userData": b64encode(f"#!/bin/sh\n{script}".encode()).decode()})


def group(**more: Any) -> Given:
    """A group of such machines."""
    sizes = {"minSize": 1, "maxSize": 1, **more}
    return Given(GROUP, "group", sizes, sources={"launchTemplate": "kind"})


BEATS = written((BEAT_UNIT, unit(BEAT)))


def test_a_group_of_one_machine_has_one_beat() -> None:
    assert judged(template(BEATS), group()) == set()
    assert judged(template(units()), group(desiredCapacity=5, maxSize=9)) == set()


def test_a_beat_in_a_group_is_as_many_as_there_are_machines() -> None:
    assert {("celery-beat-not-replicated", "group"), ("celery-single-beat", "group")} <= judged(
        template(BEATS), group(desiredCapacity=3, maxSize=3)
    )
    assert ("celery-beat-not-autoscaled", "group") in judged(template(BEATS), group(maxSize=3))
    assert ("celery-single-beat", "group") in judged(beat("clock", "clock"), template(BEATS), group())


def test_capacity_that_may_be_taken_away_is_none_for_a_beat() -> None:
    spot = {"instanceMarketOptions": {"marketType": "spot"}}
    cheap = Given(TEMPLATE, "kind", {**template(BEATS).inputs, **spot})
    assert ("celery-beat-not-on-spot", "group") in judged(cheap, group())
    assert not judged(Given(TEMPLATE, "kind", {**template(units()).inputs, **spot}), group(maxSize=9))


def test_celerys_own_example_stops_no_deployment() -> None:
    example = unit(
        "/bin/sh -c '${CELERY_BIN} -A $CELERY_APP multi start $CELERYD_NODES --loglevel=\"${CELERYD_LOG_LEVEL}\"'",
        Type="forking",
        EnvironmentFile="/etc/conf.d/celery",
        **dict.fromkeys(
            ("NoNewPrivileges", "ProtectSystem", "ProtectHome", "PrivateTmp", "CapabilityBoundingSet", "KillMode")
        ),
    )
    variables = 'CELERYD_NODES="w1"\nCELERY_BIN="/usr/bin/celery"\nCELERY_APP="shop"\nCELERYD_LOG_LEVEL="INFO"\n'
    files = ((WORKER_UNIT, example), ("/etc/conf.d/celery", variables))
    for given in (files[:1], files):
        assert mandatory(said(command("one", "one", written(*given)))) == set()


def test_two_processes_of_one_unit_are_told_apart() -> None:
    script = f"nohup {WORKER} &\nnohup {BEAT} &\n"
    found = [one for one in said(command("one", "one", script)) if one.policyName == "restart-always"]
    assert found
    assert "not looked after by systemd or Supervisor" in found[0].message
