"""A run as others want it: what was found, how bad, where, and what was not looked at."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pack_server import Pack
from runs import UNKNOWN_USER, UNSAFE, run_of, sound
from stack_arguments import stack

from report.code_quality import code_quality
from report.places import Places
from report.run import NoRun, read

ROOT = Path(__file__).parents[2]
EXCLUDED = {"celery-json-only": {"exclude": [{"urn": "*::shop", "reason": "until June"}]}}


def names(found: object) -> list[str]:
    return [one.rule.name for one in found]  # type: ignore[attr-defined]


def test_a_run_is_read_as_it_was(tmp_path: Path) -> None:
    run = run_of(tmp_path, UNSAFE)
    assert run.stack == "shop/dev"
    assert names(run.violations) == ["celery-json-only", "celery-pool-limit"]
    first = run.violations[0]
    assert (first.level, first.argument) == ("mandatory", "app.settings.accept_content[1]")
    assert (first.resource, first.kind) == ("shop", "celery-stack:index:CeleryStack")
    assert run.end
    assert "celery-json-only" in run.end.judged
    assert "celery-result-expires-unset" in run.end.off


def test_what_is_unread_or_excluded_is_a_remark(tmp_path: Path) -> None:
    run = run_of(tmp_path, UNKNOWN_USER | {"app": UNSAFE["app"]}, EXCLUDED)
    assert names(run.violations) == ["celery-pool-limit"]
    assert set(names(run.remarks)) == {"checklist-unread", "checklist-excluded"}
    assert any("until June" in one.message for one in run.remarks)


def test_what_an_organization_makes_mandatory_is_a_violation(tmp_path: Path) -> None:
    run = run_of(tmp_path, UNKNOWN_USER, {"checklist-unread": {"enforcementLevel": "mandatory"}})
    assert names(run.violations) == ["checklist-unread"]
    assert not run.remarks


def test_levels_are_those_of_the_configuration(tmp_path: Path) -> None:
    run = run_of(tmp_path, UNSAFE, {"celery-pool-limit": {"enforcementLevel": "mandatory"}})
    assert {one.level for one in run.violations} == {"mandatory"}


def test_a_run_that_stops_early_has_said_what_it_found(tmp_path: Path) -> None:
    run = run_of(tmp_path, UNSAFE, whole=False)
    assert run.end is None
    assert run.stack == "shop/dev"
    assert names(run.violations) == ["celery-json-only", "celery-pool-limit"]


def test_a_resource_that_is_judged_twice_is_found_once(tmp_path: Path) -> None:
    file = tmp_path / "run.jsonl"
    pack = Pack(run=file)
    for _ in range(2):
        pack.resource("CeleryStack", UNSAFE)
    assert names(read(file).violations) == ["celery-json-only", "celery-pool-limit"]


def test_a_new_run_forgets_the_one_before(tmp_path: Path) -> None:
    run_of(tmp_path, UNSAFE)
    assert not sound(tmp_path).violations


@pytest.mark.parametrize("text", ["", "[]\n", "no JSON\n", '{"end": {}}\n'])
def test_a_file_without_a_run_is_said(tmp_path: Path, text: str) -> None:
    file = tmp_path / "run.jsonl"
    file.write_text(text)
    with pytest.raises(NoRun, match="holds no run of the pack"):
        read(file)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoRun, match="cannot be read: No such file"):
        read(tmp_path / "run.jsonl")


def test_gitlab_is_told_of_each_violation(tmp_path: Path) -> None:
    run = run_of(tmp_path, UNSAFE)
    first, second = code_quality(run, Places(tmp_path, tmp_path, run.stack))
    assert first["check_name"] == "celery-json-only"
    assert (first["severity"], second["severity"]) == ("blocker", "info")
    assert first["location"] == {"path": "Pulumi.yaml", "lines": {"begin": 1}}
    assert len({first["fingerprint"], second["fingerprint"]}) == 2


@pytest.mark.parametrize(
    ("folder", "module"), [(ROOT, "policies.report"), (ROOT / "policies", "report")], ids=["repository", "pack alone"]
)
def test_the_command_needs_the_standard_library_only(tmp_path: Path, folder: Path, module: str) -> None:
    run_of(tmp_path, UNSAFE)
    outputs = {name: tmp_path / f"report.{name}" for name in ("sarif", "markdown", "code-quality")}
    options = [text for name, file in outputs.items() for text in (f"--{name}", str(file))]
    command = [sys.executable, "-S", "-m", module, str(tmp_path / "run.jsonl"), "--project", str(tmp_path), *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert json.loads(outputs["sarif"].read_text())["version"] == "2.1.0"
    assert len(json.loads(outputs["code-quality"].read_text())) == 2
    assert "1 mandatory and 1 advisory" in outputs["markdown"].read_text()


def test_the_command_prints_markdown_and_fails_without_a_run(tmp_path: Path) -> None:
    command = [sys.executable, "-S", "-m", "policies.report", str(tmp_path / "run.jsonl")]
    failed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "run.jsonl cannot be read" in failed.stderr
    run_of(tmp_path, UNSAFE)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("<!-- celery-checklist shop/dev -->")


def test_no_secret_is_written_down(tmp_path: Path) -> None:
    arguments = stack("broker.password", "Marker-1") | {"app": UNSAFE["app"] | {"secrets": {"KEY": "Marker-2"}}}
    run = run_of(tmp_path, arguments)
    assert "redis-password-strength" in names(run.violations)
    assert "Marker" not in (tmp_path / "run.jsonl").read_text()
