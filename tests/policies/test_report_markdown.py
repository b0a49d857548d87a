"""The comment on a pull request: short, linked, inert, and never longer than GitHub takes."""

from dataclasses import replace
from pathlib import Path

import pytest
from runs import UNKNOWN_USER, UNSAFE, run_of, sound

from report.markdown import inert, markdown
from report.run import Finding, Run

GITHUB_TAKES = 65_536


def many(run: Run, number: int) -> Run:
    first = run.violations[0]
    return replace(run, findings=[replace(first, urn=f"{first.urn}-{index}") for index in range(number)])


def test_findings_are_grouped_by_level_counted_and_linked(tmp_path: Path) -> None:
    text = markdown(run_of(tmp_path, UNSAFE))
    assert text.startswith("<!-- celery-checklist shop/dev -->\n\n### Celery checklist: 1 mandatory and 1 advisory")
    assert text.index("#### Mandatory (1)") < text.index("celery-json-only") < text.index("#### Advisory (1)")
    assert "[celery-json-only](https://docs.celeryq.dev/" in text
    assert 'is "pickle"; wanted: json.</code><br>Name only json' in text


def test_a_sound_stack_is_said_in_two_lines(tmp_path: Path) -> None:
    text = markdown(sound(tmp_path))
    assert "### Celery checklist: no findings in <code>shop/dev</code>" in text
    assert "|" not in text
    assert "0 arguments unread" in text


def test_one_finding_is_one(tmp_path: Path) -> None:
    run = run_of(tmp_path, UNSAFE)
    assert "1 mandatory finding in" in markdown(replace(run, findings=run.findings[:1]))


def test_what_was_unread_and_excluded_is_folded_away(tmp_path: Path) -> None:
    exclude = {"celery-json-only": {"exclude": [{"urn": "*", "reason": "until <June> | July"}]}}
    text = markdown(run_of(tmp_path, {**UNKNOWN_USER, "app": UNSAFE["app"]}, exclude))
    assert text.count("<details>") == text.count("</details>") == 3
    assert "celery-json-only: shop: until &#60;June&#62; &#124; July" in text


def test_a_run_that_stopped_early_is_said(tmp_path: Path) -> None:
    assert "**The run ended early:**" in markdown(run_of(tmp_path, UNSAFE, whole=False))


@pytest.mark.parametrize("number", [10, 1_000])
def test_it_fits_into_a_comment_and_says_what_is_left_out(number: int, tmp_path: Path) -> None:
    run = many(run_of(tmp_path, UNSAFE), number)
    text = markdown(run)
    assert len(text) < GITHUB_TAKES
    shown = text.count("[celery-json-only]")
    assert (f"| | | {number - shown} more |" in text) == (shown < number)


@pytest.mark.parametrize(
    "name",
    ["<img src=x>", "a|b", "[a](https://evil)", "@everyone", "`x`", "**x**", "__x__", "https://evil", "www.evil"],
)
def test_a_name_is_shown_and_does_nothing(name: str, tmp_path: Path) -> None:
    run = run_of(tmp_path, UNSAFE)
    found: Finding = replace(run.violations[0], urn=f"urn:pulumi:dev::shop::docker:index/container:Container::{name}")
    text = markdown(replace(run, findings=[found]))
    assert name not in text
    assert inert(name) in text
