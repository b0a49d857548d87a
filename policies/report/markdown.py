"""A run as Markdown, for a comment on a pull or merge request."""

import re
from collections.abc import Iterator, Sequence

from .run import ADVISORY, MANDATORY, End, Finding, Run

MOST = 60_000
"""Characters of findings; GitHub takes 65,536 for a comment."""
ACTIVE = re.compile(r"[^\w\s.,;:=/()'\"-]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=//)|(?<=www)\.")
"""What could be markup, a mention or a link."""


def markdown(run: Run) -> str:
    """The comment. Its first line tells it from others and stays the same for the same stack."""
    of = {level: [one for one in run.violations if one.level == level] for level in (MANDATORY, ADVISORY)}
    counts = " and ".join(f"{len(found)} {level}" for level, found in of.items() if found) or "no"
    parts = [
        f"<!-- celery-checklist {plain(run.stack)} -->",
        f"### Celery checklist: {counts} finding{'' if len(run.violations) == 1 else 's'} in {inert(run.stack)}",
    ]
    if run.end is None:
        parts.append("**The run ended early:** there may be more to find than is listed here.")
    left = MOST
    for level, found in of.items():
        if found:
            table = _table(level, found, left)
            parts.append(table)
            left -= len(table)
    parts += [_details(one.rule.description, one.message.splitlines(), left // 3) for one in run.remarks]
    if run.end:
        parts.append(_end(run.end))
    return "\n\n".join(parts) + "\n"


def _table(level: str, findings: Sequence[Finding], most: int) -> str:
    rows = [f"#### {level.capitalize()} ({len(findings)})\n", "| resource | rule | finding |", "|---|---|---|"]
    return "\n".join([*rows, *_fitting([_row(finding) for finding in findings], most, "| | | {} more |")])


def _row(finding: Finding) -> str:
    what = finding.message.removesuffix(finding.rule.fix).removeprefix(f"{finding.resource}: ").strip()
    rule = f"[{finding.rule.name}]({finding.rule.url})" if finding.rule.url else finding.rule.name
    said = [*map(inert, what.splitlines()), finding.rule.fix.replace("|", "&#124;")]
    return f"| {inert(finding.resource)} | {rule} | {'<br>'.join(filter(None, said))} |"


def _details(title: str, lines: Sequence[str], most: int) -> str:
    items = _fitting([f"- {inert(line)}" for line in lines], most, "- {} more")
    return "\n".join([f"<details><summary>{len(lines)}: {title}</summary>\n", *items, "\n</details>"])


def _end(end: End) -> str:
    names = {"Run": end.judged, "Not applicable": end.idle, "Off": end.off}
    lists = [f"{title}: {', '.join(rules)}." for title, rules in names.items() if rules]
    return "\n\n".join([f"<details><summary>{end.sentence}</summary>", *lists, "</details>"])


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
