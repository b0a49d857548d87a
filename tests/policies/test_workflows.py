"""The ready workflow files do what they say: their commands are run, on a stack that is safe and on one that is not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from alone import Alone
from cloud import Asked, Service
from workflow import Runner, gitlab

MARKER = "<!-- celery-checklist shop/dev -->"
COMMENTS = "/repos/shop/shop/issues/7/comments"
NOTES = "/api/v4/projects/1/merge_requests/7/notes"
BOT, OTHER = {"login": "github-actions[bot]"}, {"login": "somebody"}
OTHERS = [{"id": number, "user": OTHER, "body": f"{MARKER} is how it begins"} for number in range(100)]
MINE = {"id": 500, "user": BOT, "body": f"{MARKER}\n\nof an earlier commit"}
NOTES_OF_OTHERS = [{"id": number, "author": {"id": 1}, "body": MARKER} for number in range(100)]
MY_NOTE = {"id": 500, "author": {"id": 2}, "body": f"{MARKER}\n\nof an earlier commit"}
CASES = pytest.mark.parametrize(("content", "safe"), [("json", True), ("pickle", False)])


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Alone:
    return Alone(tmp_path_factory.mktemp("alone"))


def paged(*there: Any) -> Callable[[Asked], Any]:
    """A list of which a hundred are answered at once."""

    def answer(asked: Asked) -> Any:
        page = int(parse_qs(asked.query)["page"][0])
        return there[(page - 1) * 100 : page * 100]

    return answer


def on_github(alone: Alone, folder: Path, service: str = "") -> Runner:
    environment = {
        "RUNNER_TEMP": str(folder),
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
        "GITHUB_API_URL": service,
        "GITHUB_REPOSITORY": "shop/shop",
    }
    contexts = {
        "secrets.PULUMI_ACCESS_TOKEN": "",
        "secrets.PULUMI_CONFIG_PASSPHRASE": alone.environment["PULUMI_CONFIG_PASSPHRASE"],
        "vars.PULUMI_BACKEND_URL": alone.environment["PULUMI_BACKEND_URL"],
        "github.token": "token-1",
        "github.event.pull_request.number": "7",
    }
    return Runner(alone, environment, contexts)


def on_gitlab(alone: Alone, service: str = "", token: str = "") -> Runner:
    own = gitlab()["variables"]
    environment = {
        **own,
        "CI_PROJECT_DIR": str(alone.repository),
        "CELERY_CHECKLIST_RUN": own["CELERY_CHECKLIST_RUN"].replace("$CI_PROJECT_DIR", str(alone.repository)),
        "CI_API_V4_URL": f"{service}/api/v4",
        "CI_PROJECT_ID": "1",
        "CI_MERGE_REQUEST_IID": "7",
        **({"CHECKLIST_TOKEN": token} if token else {}),
    }
    return Runner(alone, environment, {})


def run_gitlab(runner: Runner) -> bool:
    return runner.shell(["bash", "-eo", "pipefail", "-c", "\n".join(gitlab()["script"])], runner.alone.repository, {})


@CASES
def test_github_previews_reports_and_fails_for_what_is_mandatory(
    alone: Alone, tmp_path: Path, content: str, safe: bool
) -> None:
    alone.program(content)
    runner = on_github(alone, tmp_path)
    assert runner.job("preview", alone.repository) == safe, runner.output
    [run] = json.loads((tmp_path / "checklist" / "celery-checklist.sarif").read_text())["runs"]
    assert [one["ruleId"] for one in run["results"]] == ([] if safe else ["celery-json-only"])
    summary = (tmp_path / "summary.md").read_text()
    assert ("no findings" in summary) == safe
    assert ("Mandatory (1)" in summary) != safe
    if not safe:
        place = run["results"][0]["locations"][0]["physicalLocation"]
        assert place == {"artifactLocation": {"uri": "__main__.py"}, "region": {"startLine": 7}}


def test_github_stops_for_a_fork_before_it_looks_at_its_code(alone: Alone, tmp_path: Path) -> None:
    alone.program("json")
    runner = on_github(alone, tmp_path)
    runner.fork = True
    assert not runner.job("preview", alone.repository)
    assert runner.output.startswith("::error::A fork's pull request gets no secret")
    assert len(runner.output.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("there", "asked", "where"),
    [
        ([], "POST", COMMENTS),
        (OTHERS, "POST", COMMENTS),
        ([*OTHERS, MINE], "PATCH", "/repos/shop/shop/issues/comments/500"),
    ],
    ids=["first", "others", "again"],
)
def test_github_gets_one_comment_that_is_kept_up_to_date(
    alone: Alone, tmp_path: Path, there: list[Any], asked: str, where: str
) -> None:
    text = f'{MARKER}\n\n### "Two" findings, `$(id)`\n'
    (tmp_path / "celery-checklist.md").write_text(text)
    answers = {f"GET {COMMENTS}": paged(*there), "(POST|PATCH) .*": lambda _: {}}
    with Service(answers).serving() as service:
        runner = on_github(alone, tmp_path, service.url)
        assert runner.job("publish", tmp_path), runner.output
    [comment] = service.of("(POST|PATCH) .*")
    assert comment.what == f"{asked} {where}"
    assert json.loads(comment.body) == {"body": text}
    assert comment.headers["Authorization"] == "Bearer token-1"


def test_github_says_that_a_comment_was_not_taken(alone: Alone, tmp_path: Path) -> None:
    (tmp_path / "celery-checklist.md").write_text(MARKER)
    with Service({}).serving() as service:
        runner = on_github(alone, tmp_path, service.url)
        assert not runner.job("publish", tmp_path)
    assert "404" in runner.output


@CASES
def test_gitlab_previews_reports_and_fails_for_what_is_mandatory(alone: Alone, content: str, safe: bool) -> None:
    alone.program(content)
    runner = on_gitlab(alone)
    assert run_gitlab(runner) == safe, runner.output
    artifacts = gitlab()["artifacts"]
    [run] = json.loads((alone.repository / artifacts["paths"][0]).read_text())["runs"]
    quality = json.loads((alone.repository / artifacts["reports"]["codequality"]).read_text())
    expected = [] if safe else ["celery-json-only"]
    assert [one["ruleId"] for one in run["results"]] == expected
    assert [one["check_name"] for one in quality] == expected


@pytest.mark.parametrize(
    ("there", "asked"),
    [([], f"POST {NOTES}"), (NOTES_OF_OTHERS, f"POST {NOTES}"), ([*NOTES_OF_OTHERS, MY_NOTE], f"PUT {NOTES}/500")],
    ids=["first", "others", "again"],
)
def test_gitlab_gets_one_comment_that_is_kept_up_to_date(alone: Alone, there: list[Any], asked: str) -> None:
    alone.program("pickle")
    answers = {f"GET {NOTES}": paged(*there), "GET /api/v4/user": lambda _: {"id": 2}, "(POST|PUT) .*": lambda _: {}}
    with Service(answers).serving() as service:
        runner = on_gitlab(alone, service.url, "token-2")
        assert not run_gitlab(runner)
    [note] = service.of("(POST|PUT) .*")
    assert note.what == asked, runner.output
    assert json.loads(note.body)["body"].startswith(f"{MARKER}\n\n### Celery checklist: 1 mandatory finding")
    assert {key.lower(): value for key, value in note.headers.items()}["private-token"] == "token-2"


def test_gitlab_says_that_a_comment_was_not_taken(alone: Alone) -> None:
    alone.program("json")
    with Service({}).serving() as service:
        runner = on_gitlab(alone, service.url, "token-2")
        assert not run_gitlab(runner)
    assert "GitLab answers 404 to GET user; CHECKLIST_TOKEN wants the scope api" in runner.output
    assert "token-2" not in runner.output


def test_a_configuration_beside_the_project_is_used(alone: Alone, tmp_path: Path) -> None:
    alone.program("pickle")
    own = alone.repository / "checklist.json"
    own.write_text(json.dumps({"celery-json-only": {"exclude": [{"urn": "*", "reason": "until June"}]}}))
    for runner in (on_github(alone, tmp_path), on_gitlab(alone)):
        passed = runner.job("preview", alone.repository) if runner.contexts else run_gitlab(runner)
        assert passed, runner.output
        assert "celery-json-only: mail: until June" in runner.output
    own.unlink()
