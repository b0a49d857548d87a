"""A real `pulumi preview` with the pack: an unsafe stack file is stopped, with nothing created."""

from pathlib import Path

import pytest
from preview_program import SECOND_BEAT, Program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def test_the_default_stack_passes_with_the_pack_silent(program: Program) -> None:
    code, output = program.preview({})
    assert code == 0, output
    assert "celery-checklist" in output
    assert "[mandatory]" not in output
    assert "[advisory]" not in output


def test_an_unsafe_stack_file_is_stopped_before_anything_is_created(program: Program) -> None:
    code, output = program.preview(
        {
            "app": {
                "settings": {"accept_content": ["json", "pickle"], "result_expires": None},
                "secrets": {"KEY": "hidden-1"},
            },
            "broker": {"bind": "0.0.0.0", "password": "hidden-2"},
            "beat": {"log_level": "debug"},
        }
    )
    assert code != 0
    assert (
        'app.settings.accept_content[1] (in a stack file: celery-stack:app: settings.accept_content[1]) is "pickle"'
        in output
    )
    for rule in ("celery-json-only", "celery-result-expires", "celery-log-level", "redis-bind-not-wildcard"):
        assert output.count(f"{rule} ") == 1, output
    assert "hidden" not in output
    assert program.is_empty()


def test_an_advisory_level_lets_the_same_stack_file_pass(program: Program) -> None:
    code, output = program.preview({"beat": {"log_level": "debug"}}, {"celery-log-level": "advisory"})
    assert code == 0, output
    assert "celery-log-level " in output


def test_a_misspelt_rule_stops_the_preview_and_names_the_right_one(program: Program) -> None:
    code, output = program.preview({}, {"celery-jason-only": "advisory"})
    assert code != 0
    assert "there is no rule 'celery-jason-only', did you mean 'celery-json-only'?" in output


def test_an_exclusion_without_a_reason_stops_the_preview(program: Program) -> None:
    code, output = program.preview({}, {"celery-json-only": {"exclude": [{"urn": "*"}]}})
    assert code != 0
    assert "reason is required" in output


def test_a_second_beat_beside_the_stacks_own_is_stopped(program: Program) -> None:
    with program.with_more(SECOND_BEAT.format(host="127.0.0.1", port=6399)):
        code, output = program.preview({"broker": {"port": 6399}})
    assert code != 0
    assert "one of 2 beats of the application" in output
    assert "hidden" not in output
    assert program.is_empty()
