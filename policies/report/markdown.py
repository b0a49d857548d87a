"""A run as Markdown, for a comment on a pull or merge request."""

import re
from collections.abc import Iterator, Sequence

from .run import ADVISORY, MANDATORY, Finding, Run

MOST = 60_000
"""Characters of findings; GitHub takes 65,536 for a comment."""
ACTIVE = re.compile(r"[^\w\s.,;:=/()'\"-]")


def markdown(run: Run) -> str:
    """The comment. Its first line tells it from others and stays the same for the same stack."""
    of = {level: [one for one in run.violations if one.level == level] for level in (MANDATORY, ADVISORY)}
    counts = " and ".join(f"{len(found)} {level}" for level, found in of.items() if found) or "no"
    parts = [
        f"<!-- celery-checklist {plain(run.stack)} -->",
        f"### Celery checklist: {counts} finding{'' if len(run.violations) == 1 else 's'} in {inert(run.stack)}",
    ]
    if run.counts is None:
        parts.append("**The run ended early:** there may be more to find than is listed here.")
    left = MOST
    for level, found in of.items():
        if found:
            table = _table(level, found, left)
            parts.append(table)
            left -= len(table)
    parts += [_details(one.rule.description, one.message.splitlines(), left // 3) for one in run.remarks]
    return "\n\n".join([*parts, *_counted(run)]) + "\n"


def _table(level: str, findings: Sequence[Finding], most: int) -> str:
    rows = [f"#### {level.capitalize()} ({len(findings)})\n", "| resource | rule | finding |", "|---|---|---|"]
    return "\n".join([*rows, *_fitting([_row(finding) for finding in findings], most, "| | | {} more |")])


def _row(finding: Finding) -> str:
    what = finding.message.removesuffix(finding.rule.fix).strip()
    seen = "<br>".join(map(inert, what.splitlines()))
    rule = f"[{finding.rule.name}]({finding.rule.url})" if finding.rule.url else finding.rule.name
    return f"| {inert(finding.resource)} | {rule} | {seen}<br>{finding.rule.fix} |"


def _details(title: str, lines: Sequence[str], most: int) -> str:
    items = _fitting([f"- {inert(line)}" for line in lines], most, "- {} more")
    return "\n".join([f"<details><summary>{len(lines)}: {title}</summary>\n", *items, "\n</details>"])


def _counted(run: Run) -> Iterator[str]:
    if counts := run.counts:
        yield (
            f"{len(counts.judged)} rules judged {counts.resources} resources; "
            f"{len(counts.idle)} had nothing to judge, {len(counts.off)} are off."
        )


def _fitting(lines: Sequence[str], most: int, rest: str) -> Iterator[str]:
    """As many lines as fit, and how many there are besides."""
    for index, line in enumerate(lines):
        most -= len(line) + 1
        if most < 0:
            yield rest.format(len(lines) - index)
            return
        yield line


def inert(text: str) -> str:
    """A text as code, in which nothing is a link, a mention, markup or the end of a table's cell."""
    return f"<code>{ACTIVE.sub(lambda sign: f'&#{ord(sign[0])};', text)}</code>"


def plain(text: str) -> str:
    """A text that can neither end a comment in HTML nor begin anything else."""
    return re.sub(r"[^\w./-]|--", "", text)
