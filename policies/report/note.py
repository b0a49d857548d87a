"""The comment on a GitLab merge request: one for each stack, brought up to date by each pipeline."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

TOKEN = "CHECKLIST_TOKEN"  # noqa: S105 - the variable's name
PAGE = 100
SECONDS = 30


class NoNote(Exception):  # noqa: N818 - it says what is wrong
    """GitLab does not take the comment."""


class MergeRequest:
    """The merge request that GitLab's predefined variables name, as the user of the token."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        try:
            self._api = variables["CI_API_V4_URL"]
            self._token = variables[TOKEN]
            project, number = variables["CI_PROJECT_ID"], variables["CI_MERGE_REQUEST_IID"]
        except KeyError as missing:
            raise NoNote(f"there is no variable {missing}: the comment is for a merge request's pipeline") from None
        self._notes = f"projects/{project}/merge_requests/{number}/notes"

    def comment(self, text: str) -> None:
        """Make the comment, or change the one whose first line is the same."""
        me = self._ask("GET", "user")["id"]
        marker = text.partition("\n")[0]
        mine = (note for note in self._all() if note["author"]["id"] == me and note["body"].startswith(marker))
        if note := next(mine, None):
            self._ask("PUT", f"{self._notes}/{note['id']}", {"body": text})
        else:
            self._ask("POST", self._notes, {"body": text})

    def _all(self) -> Iterator[dict[str, Any]]:
        page, found = 0, PAGE
        while found == PAGE:
            page += 1
            notes = self._ask("GET", f"{self._notes}?per_page={PAGE}&sort=asc&page={page}")
            found = len(notes)
            yield from notes

    def _ask(self, method: str, path: str, content: Mapping[str, str] | None = None) -> Any:
        headers = {"PRIVATE-TOKEN": self._token, "Content-Type": "application/json"}
        data = json.dumps(content).encode() if content else None
        request = Request(f"{self._api}/{path}", data, headers, method=method)  # noqa: S310 - GitLab's own address
        try:
            with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - as above
                return json.load(answer)
        except HTTPError as error:
            raise NoNote(f"GitLab answers {error.code} to {method} {path}; {TOKEN} wants the scope api") from error
        except OSError as error:
            raise NoNote(f"GitLab does not answer at {self._api}") from error
