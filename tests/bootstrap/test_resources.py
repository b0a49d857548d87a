"""The life of a dynamic resource, on a real engine with our language host. The tests build on each other."""

from .project import Project


def test_a_creation_that_fails_is_no_failure_of_the_program(project: Project) -> None:
    project.configure("lab:value: impossible")
    up = project.run("up")
    assert up.returncode == 1
    assert "this cannot be written" in up.stdout
    assert "Program failed" not in up.stdout
    project.configure("lab:value: first")


def test_up_creates_what_the_program_describes(project: Project) -> None:
    up = project.run("up")
    assert up.returncode == 0, up.stdout
    assert project.path("made.txt").read_text() == "first"
    assert "the program speaks" in up.stdout
    assert "warning" not in up.stdout


def test_the_second_up_changes_nothing(project: Project) -> None:
    up = project.run("up", "--expect-no-changes")
    assert up.returncode == 0, up.stdout


def test_an_edit_of_the_stack_file_updates(project: Project) -> None:
    project.configure("lab:value: second")
    up = project.run("up")
    assert up.returncode == 0, up.stdout
    assert "1 updated" in up.stdout
    assert project.path("made.txt").read_text() == "second"


def test_what_was_lost_comes_back(project: Project) -> None:
    project.path("made.txt").unlink()
    assert project.run("up").returncode == 0
    assert project.path("made.txt").read_text() == "second"


def test_a_policy_stops_it_before_anything_changes(project: Project) -> None:
    project.configure("lab:value: bad")
    up = project.run("up")
    assert up.returncode == 1
    assert "value is bad" in up.stdout
    assert "Updating" not in up.stdout
    assert project.path("made.txt").read_text() == "second"


def test_down_leaves_nothing(project: Project) -> None:
    down = project.run("down")
    assert down.returncode == 0, down.stdout
    assert not project.path("made.txt").exists()
    assert project.path("stacks/Pulumi.dev.yaml").exists()
    left = {path.name for path in project.path(".celery-stack").iterdir()}
    assert {name for name in left if not name.startswith("pulumi-")} == set()


def test_down_of_nothing_is_fine(project: Project) -> None:
    down = project.run("down")
    assert (down.returncode, down.stdout) == (0, "No stack is there.\n")
