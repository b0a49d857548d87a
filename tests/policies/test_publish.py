"""The folder is a complete pack: `pulumi policy publish` takes it as it is, and what it packs works elsewhere."""

import io
import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from alone import Alone
from cloud import Service
from preview_program import PACK

from pack import DESCRIPTION, NAME, VERSION
from rules import discover

RULES = discover()
USER = {"githubLogin": "tester", "name": "tester", "email": "", "organizations": [{"githubLogin": "shop"}]}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Alone:
    return Alone(tmp_path_factory.mktemp("alone"))


@pytest.fixture(scope="module")
def published(alone: Alone) -> Iterator[Service]:
    """Pulumi's service, as far as publishing asks it."""
    packs = "POST /api/orgs/shop/policypacks"
    service = Service({"GET /api/user": lambda _: USER, "GET /api/capabilities": lambda _: {"capabilities": []}})
    service.answers = {
        **service.answers,
        packs: lambda _: {"version": 1, "uploadURI": f"{service.url}/pack", "requiredHeaders": {}},
        "PUT /pack": lambda _: {},
        f"{packs}/.*/complete": lambda _: {},
    }
    (alone.pack / "pack" / "__pycache__").mkdir(exist_ok=True)
    (alone.pack / "pack" / "__pycache__" / "left.pyc").write_bytes(b"")
    with service.serving():
        more = {"PULUMI_BACKEND_URL": service.url, "PULUMI_ACCESS_TOKEN": "pul-0"}
        done = alone.run("pulumi", "policy", "publish", "shop", "--non-interactive", folder=alone.pack, more=more)
        assert done.returncode == 0, done.stdout + done.stderr
        yield service


def archive(service: Service) -> tarfile.TarFile:
    [upload] = service.of("PUT /pack")
    return tarfile.open(fileobj=io.BytesIO(upload.body))


def test_the_project_says_what_the_pack_says() -> None:
    project = yaml.safe_load((PACK / "PulumiPolicy.yaml").read_text())
    assert (project["name"], project["version"]) == (NAME, VERSION)
    assert project["description"] == DESCRIPTION
    assert project["runtime"] == {"name": "python", "options": {"toolchain": "pip"}}


def test_it_needs_no_providers_sdk() -> None:
    required = re.findall(r"(?m)^[\w-]+", (PACK / "requirements.txt").read_text())
    assert required == ["pulumi", "pulumi-policy"]


def test_the_service_is_told_of_every_rule(published: Service) -> None:
    [told] = [json.loads(one.body) for one in published.of("POST /api/orgs/shop/policypacks")]
    assert (told["name"], told["versionTag"], told["runtime"]) == (NAME, VERSION, "python")
    assert told["readme"] == (PACK / "README.md").read_text()
    by_name = {policy["name"]: policy for policy in told["policies"]}
    for rule in RULES:
        policy = by_name[rule.name]
        assert (policy["enforcementLevel"], policy["severity"]) == (rule.level.value, rule.severity.value)
        assert (policy["url"], policy["remediationSteps"]) == (rule.url, rule.fix)
        assert policy["framework"]["name"] and policy["framework"]["reference"]
        assert policy["configSchema"]["properties"]["exclude"]["items"]["required"] == ["urn", "reason"]
    assert published.of(f"POST /api/orgs/shop/policypacks/{NAME}/versions/{VERSION}/complete")


def test_what_is_packed_is_the_folder_without_what_is_made_there(published: Service, alone: Alone) -> None:
    packed = {Path(one.name).relative_to("package") for one in archive(published).getmembers()}
    kept = {path.relative_to(alone.pack) for path in alone.pack.rglob("*") if path.is_file()}
    assert packed == {path for path in kept if "__pycache__" not in path.parts}
    assert {Path("README.md"), Path("PulumiPolicy.yaml"), Path("requirements.txt"), Path("__main__.py")} < packed


@pytest.mark.parametrize(("content", "stopped"), [("json", False), ("pickle", True)])
def test_what_was_packed_judges_where_nothing_else_is_installed(
    published: Service, alone: Alone, tmp_path: Path, content: str, stopped: bool
) -> None:
    archive(published).extractall(tmp_path, filter="data")
    missing = alone.run("python", "-c", "import celery_stack")
    assert "No module named 'celery_stack'" in missing.stderr
    alone.program(content)
    done = alone.run("pulumi", "preview", "--non-interactive", "--policy-pack", str(tmp_path / "package"))
    assert (done.returncode != 0) == stopped, done.stdout + done.stderr
    assert ("celery-json-only " in done.stdout) == stopped
    assert f"{NAME}@v{VERSION}" in done.stdout
