"""The ready workflow files, read: valid, pinned, with no more rights than they need, and safe from a fork."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from engine.checkout import THIS
from engine.golang import cache_environment, toolchain
from workflow import WORKFLOWS, github, gitlab, steps

ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12"
PINNED = re.compile(r"- uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
TOOLS = Path(sys.executable).parent


def lint(*command: str | Path, text: str | None = None) -> None:
    environment = {**os.environ, "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, input=text, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("file", "schema"), [("github.yml", "github-workflows"), ("gitlab.yml", "gitlab-ci")])
def test_a_file_is_of_its_services_schema(file: str, schema: str) -> None:
    lint(TOOLS / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", WORKFLOWS / file)


def test_actionlint_finds_nothing() -> None:
    go = toolchain(THIS, os.environ["PATH"])
    environment = {**os.environ, **cache_environment(THIS, go), "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}"}
    command = [go, "run", ACTIONLINT, "-shellcheck", TOOLS / "shellcheck", WORKFLOWS / "github.yml"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing() -> None:
    lint(TOOLS / "zizmor", "--offline", "--persona", "pedantic", "--no-progress", WORKFLOWS / "github.yml")


def test_shellcheck_finds_nothing() -> None:
    lint(TOOLS / "shellcheck", "--shell", "bash", "-", text="\n".join(gitlab()["script"]))


def test_every_action_and_image_is_of_one_version() -> None:
    uses = [line.strip() for line in (WORKFLOWS / "github.yml").read_text().splitlines() if "uses:" in line]
    assert len(uses) == 6
    assert all(PINNED.search(line if line.startswith("-") else f"- {line}") for line in uses)
    assert re.fullmatch(r"[\w/.-]+:\d+\.\d+\.\d+", gitlab()["image"])


def test_what_runs_a_pull_requests_code_may_only_read() -> None:
    assert github()["permissions"] == {}
    assert github()["jobs"]["preview"]["permissions"] == {"contents": "read"}


def test_what_may_write_runs_no_code_of_the_pull_request_and_has_no_secret() -> None:
    job = github()["jobs"]["publish"]
    assert not [step for step in job["steps"] if "checkout" in step.get("uses", "")]
    assert "secrets." not in json.dumps(job)
    assert not [step for step in steps("publish") if re.search(r"\b(python|pulumi|pip|\./)", step["run"])]


def test_a_forks_code_gets_no_secret_and_no_token_that_writes() -> None:
    workflow = github()
    assert set(workflow[True]) == {"pull_request"}  # YAML's `on`
    first, *_ = workflow["jobs"]["preview"]["steps"]
    assert first["if"] == "github.event.pull_request.head.repo.full_name != github.repository"
    assert first["run"].splitlines()[-1] == "exit 1"
    assert "github.event.pull_request.head.repo.full_name == github.repository" in workflow["jobs"]["publish"]["if"]
    [rule] = gitlab()["rules"]
    assert rule["if"].endswith("$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID")


@pytest.mark.parametrize("job", ["preview", "publish"])
def test_no_command_is_made_of_what_a_stranger_writes(job: str) -> None:
    assert not [step["name"] for step in steps(job) if "${{" in step["run"]]
