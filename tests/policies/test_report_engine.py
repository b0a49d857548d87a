"""The real engine: whatever runs the pack writes the run down, and shows the sentence at its end."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from preview_program import PACK, Program

from report.run import Run, read

WORKER = """
import pulumi

settings = {"accept_content": ["pickle"]}
arguments = {
    "app": {"module": "shop", "settings": settings, "secrets": {"KEY": "Marker-1"}},
    "broker": {"host": "127.0.0.1", "password": pulumi.Output.secret("Marker-2")},
    "target": {"host": {"user": "shop"}},
}
pulumi.ComponentResource("celery-stack:index:Worker", "mail", arguments)
"""
RAISING = "\nraise Exception('in the middle')\n"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    made = Program(tmp_path_factory.mktemp("report"))
    with made.instead(WORKER):
        yield made


def run(program: Program, *command: str, file: str = "run.jsonl") -> tuple[Run, str]:
    """What the pack wrote into the program's folder, and what Pulumi showed."""
    with program.having(CELERY_CHECKLIST_RUN=file):
        done = program.pulumi(*command, "--policy-pack", str(PACK))
    written = program.folder / file
    assert "Marker" not in written.read_text()
    return read(written), done.stdout + done.stderr


def found(run: Run) -> set[tuple[str, str, str, str]]:
    return {(one.rule.name, one.level, one.resource, one.argument) for one in run.violations}


JSON_ONLY = ("celery-json-only", "mandatory", "mail", "app.settings.accept_content[0]")
WEAK = ("redis-password-strength", "advisory", "mail", "broker.password")


def test_a_preview_is_written_down_and_summed_up(program: Program) -> None:
    made, output = run(program, "preview")
    assert {JSON_ONLY, WEAK} <= found(made)
    assert made.stack == "shop/dev"
    assert made.end
    assert made.end.sentence in output


def test_a_preview_in_json_says_the_sentence_too(program: Program) -> None:
    with program.having(CELERY_CHECKLIST_RUN="run.jsonl"):
        done = program.pulumi("preview", "--json", "--policy-pack", str(PACK))
    said = [one["message"] for one in json.loads(done.stdout)["diagnostics"]]
    assert any(one.startswith("celery-checklist: ") and "0 arguments unread" in one for one in said)


def test_a_program_that_fails_half_way_leaves_what_was_found(program: Program) -> None:
    with program.with_more(RAISING):
        made, output = run(program, "preview")
    assert "in the middle" in output
    assert JSON_ONLY in found(made)
    assert made.end is None


def test_an_update_and_what_it_left_are_written_down(program: Program, tmp_path: Path) -> None:
    levels = tmp_path / "levels.json"
    levels.write_text('{"all": "advisory"}')
    updated, output = run(program, "up", "--yes", "--policy-pack-config", str(levels), file=str(tmp_path / "up.jsonl"))
    assert ("celery-json-only", "advisory", *JSON_ONLY[2:]) in found(updated)
    assert updated.end
    assert output.count(updated.end.sentence) >= 2  # of its preview, too
    left, output = run(program, "policy", "analyze")
    assert {JSON_ONLY, WEAK} <= found(left)
    assert left.end
    assert left.end.sentence in output
