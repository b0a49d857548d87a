"""What a plugin does and says in a sequence of requests, in words that are the same for every run."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import docker

from .conversation import Plugin, Properties, RefusedError

EMPTY: tuple[Any, ...] = (None, "", [], {}, 0, False)
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
# What differs from run to run, or is only worded in another way.
PASSING = [
    (re.compile(UNKNOWN), "<unknown>"),
    (re.compile(r'/[^" ]*(?=/volumes/[^/]+/_data)'), "<folder>"),
    (re.compile(r"(sha256:)?[0-9a-f]{64}"), "<id>"),
    (re.compile(r"\b[a-z0-9]{25}\b"), "<id>"),
    (re.compile(r"\b[0-9a-f]{12}\b"), "<short id>"),
    (re.compile(r"-[0-9a-f]{7}\b"), "-<random>"),
    (re.compile(r"\b\d+\.\d+\.\d+\.\d+(/\d+)?(:\d+)?\b"), "<address>"),
    (re.compile(r"([0-9a-f]{2}:){5}[0-9a-f]{2}"), "<mac>"),
    (re.compile(r'(?<=vxlanid_list": ")\d+'), "<number>"),
    (re.compile(r'(?<="publishedPort": )3\d{4}(\.0)?'), '"<chosen>"'),
]


class Story:
    """The requests to one plugin on one engine, and its answers."""

    def __init__(self, plugin: Plugin, engine: docker.DockerClient, image: str, folder: Path) -> None:
        self.plugin, self.engine, self.image, self.folder = plugin, engine, image, folder
        self.api: Any = engine.api
        self.told: list[Properties] = []

    def resource(self, kind: str, name: str) -> "Thing":
        return Thing(self, kind, name)

    def tell(self, what: str, answer: Any) -> None:
        """Keep an answer, without what passes."""
        text = json.dumps(answer, sort_keys=True).replace(self.image, "<image>")
        text = text.replace(self.image.partition(":")[0], "<image>").replace(str(self.folder), "<folder>")
        for pattern, word in PASSING:
            text = pattern.sub(word, text)
        self.told.append({what: json.loads(text)})

    def attempt(self, what: str, act: Callable[[], Any]) -> Any:
        """What an operation makes, or None where it is refused."""
        try:
            return act()
        except RefusedError as error:
            left = {"left in the state": substance(error.state)} if error.state is not None else {}
            self.tell(f"{what} is refused", {"reason": wording(str(error)), **left})
            return None


class Thing:
    """One resource in a story."""

    def __init__(self, story: Story, kind: str, name: str) -> None:
        self._story, self._kind = story, kind
        module = kind[0].lower() + kind[1:]
        self.urn = f"urn:pulumi:test::plugins::docker:index/{module}:{kind}::{name}"
        self.inputs: Properties = {}
        self.state: Properties = {}
        self.id = ""

    def tell(self, what: str, answer: Any) -> None:
        self._story.tell(f"{self._kind}: {what}", answer)

    def check(self, **inputs: Any) -> None:
        """Check the inputs; they are those of the next creation."""
        found = self._checked({}, inputs)
        if found is not None:
            self.inputs = found
            self.tell("check", found)

    def _checked(self, olds: Mapping[str, Any], news: Mapping[str, Any]) -> Properties | None:
        answer = self._story.attempt("check", lambda: self._story.plugin.check(self.urn, olds, news))
        if answer is None:
            return None
        inputs, failures = answer
        if failures:
            self.tell("check", sorted(wording(one["reason"]) for one in failures))
        return None if failures else inputs

    def preview(self) -> None:
        self.tell("preview", substance(self._story.plugin.create(self.urn, self.inputs, preview=True)[1]))

    def create(self) -> None:
        def act() -> tuple[str, Properties]:
            try:
                return self._story.plugin.create(self.urn, self.inputs)
            except RefusedError as error:
                self.id, self.state = error.resource_id, error.state or {}
                raise

        made = self._story.attempt("creation", act)
        if made:
            self.id, self.state = made
            self.tell("created", substance(self.state))

    def compare(self, *ignored: str) -> None:
        """What an update without any change would do, where changes of some properties are ignored."""
        what = f"unchanged, ignoring {', '.join(ignored)}" if ignored else "unchanged"
        self.tell(what, self._difference(self.inputs, ignored))

    def would(self, **changes: Any) -> Properties | None:
        """What an update with these changes would do; None takes an input away."""
        given = {key: value for key, value in self.inputs.items() if key not in self.inputs.get("__defaults", ())}
        given = {key: value for key, value in {**given, **changes}.items() if value is not None}
        given.pop("__defaults", None)
        news = self._checked(self.inputs, given)
        if news is not None:
            self.tell(f"changed {', '.join(sorted(changes))}", self._difference(news))
        return news

    def update(self, **changes: Any) -> None:
        news = self.would(**changes)
        if news is None:
            return
        update = self._story.plugin.update
        state = self._story.attempt("update", lambda: update(self.urn, self.id, self.state, news))
        if state:
            self.inputs, self.state = news, state
            self.tell("updated", substance(state))

    def refresh(self) -> None:
        read = self._story.plugin.read
        found = self._story.attempt("refresh", lambda: read(self.urn, self.id, self.inputs, self.state))
        if found and found[0]:
            self.id, self.state, self.inputs = found
            self.tell("refreshed", {"state": substance(self.state), "inputs": self.inputs})
        elif found:
            self.tell("refreshed", "gone")

    def delete(self) -> None:
        def act() -> bool:
            self._story.plugin.delete(self.urn, self.id, self.state)
            return True

        if self._story.attempt("deletion", act):
            self.tell("deleted", True)

    def _difference(self, news: Mapping[str, Any], ignored: Sequence[str] = ()) -> Properties:
        """Without additions of what the user has not given: an empty list for nothing, as it happens."""
        answer = self._story.plugin.diff(self.urn, self.id, self.state, news, ignored)
        paths = {path: kind for path, kind in answer["detailed"].items() if "ADD" not in kind or _is_in(path, news)}
        return {
            "changes": answer["changes"] == "DIFF_SOME",
            "properties": sorted({re.split(r"[.\[]", path)[0] for path in paths} - {"__meta"}),
            "replaces": bool(answer["replaces"]),
            "deletes first": answer["delete_before_replace"],
        }


def _is_in(path: str, inputs: Any) -> bool:
    for key in re.split(r"[.\[]", path):
        if isinstance(inputs, list):
            return bool(inputs)
        if not isinstance(inputs, Mapping) or key not in inputs:
            return False
        inputs = inputs[key]
    return True


def substance(value: Any) -> Any:
    """Without what is empty, or the bridge's own."""
    if isinstance(value, Mapping):
        inner = {key: substance(one) for key, one in value.items() if not key.startswith("__")}
        return {key: one for key, one in inner.items() if not any(one is each or one == each for each in EMPTY)}
    return [substance(one) for one in value] if isinstance(value, list) else value


def wording(reason: str) -> str:
    """A reason without the names in it, which are Terraform's or Pulumi's."""
    reason = re.sub(r'"[^"]*"|`[^`]*`', "…", reason)
    return re.sub(r"conflicts with \S+", "conflicts with …", reason).strip()
