"""The pack's table of Celery's options is that of the Celery that is installed."""

from celery.bin.celery import celery
from celery_table import FILE, options, table, text


def test_the_table_is_celerys() -> None:
    assert FILE.read_text() == text(), "Celery's options changed: run `python tests/policies/celery_table.py`"


def test_no_option_takes_two_values_so_that_the_pack_need_not_read_any() -> None:
    assert {values for command in table()["options"].values() for _, values in command.values()} == {0, 1}


def test_no_command_and_its_own_options_are_spelled_like_general_ones() -> None:
    for name in ("worker", "beat"):
        assert options(celery).keys().isdisjoint(options(celery.commands[name]))
