"""Secrets in the stack's configuration: set on this machine, encrypted, and kept out of what git keeps."""

from .project import Project

SECRET = "s3cret-word"


def test_a_secret_that_is_set_here_reaches_the_program(project: Project) -> None:
    assert project.run("pulumi", "--", "config", "set", "--secret", "secret", SECRET).returncode == 0
    up = project.run("up")
    assert up.returncode == 0, up.stdout
    assert "on top of stacks/Pulumi.dev.yaml: lab:secret" in up.stdout
    assert SECRET not in up.stdout
    assert project.outputs()["secret"] == SECRET


def test_it_is_in_no_file_in_clear(project: Project) -> None:
    files = [path for path in project.folder.rglob("*") if path.is_file() and not path.is_symlink()]
    assert [path for path in files if SECRET.encode() in path.read_bytes()] == []
    assert "secret" not in project.path("stacks/Pulumi.dev.yaml").read_text()


def test_it_outlives_an_edit_of_the_tracked_file(project: Project) -> None:
    project.configure("lab:value: second")
    assert project.run("up").returncode == 0
    assert project.outputs() == {"value": "second", "secret": SECRET}


def test_the_passphrase_is_for_its_owner_only(project: Project) -> None:
    assert project.path(".celery-stack/passphrase").stat().st_mode & 0o777 == 0o600
