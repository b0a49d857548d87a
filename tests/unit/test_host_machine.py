"""Effects on real files and processes."""

import stat
from pathlib import Path

import pytest

from celery_stack.targets.host.machine import Machine, MachineError

from .machines import HERE, ME, UNPRIVILEGED

PASSWORD = "é %@:/#\"'\\ $\nsecond line"


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))[2:]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a file"


def test_a_file_is_written_as_it_is_and_for_its_user_alone(file: Path) -> None:
    HERE.write(file, PASSWORD)
    assert file.read_bytes() == PASSWORD.encode()
    assert HERE.read(file) == PASSWORD
    assert mode(file) == "600"


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(file: Path) -> None:
    HERE.write(file, "old")
    with file.open() as reader:
        HERE.write(file, "new")
        assert reader.read() == "old"
    assert (file.read_text(), mode(file)) == ("new", "600")
    assert list(file.parent.iterdir()) == [file]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(file: Path) -> None:
    HERE.write(file, "old")
    with pytest.raises(UnicodeEncodeError):
        HERE.write(file, "\ud800")
    assert file.read_text() == "old"
    assert list(file.parent.iterdir()) == [file]


def test_what_is_not_there_reads_as_none(file: Path) -> None:
    assert HERE.read(file) is None


@pytest.mark.parametrize("wanted", [0o700, 0o750])
def test_a_folder_is_made_with_its_parents(tmp_path: Path, wanted: int) -> None:
    for _ in range(2):
        HERE.folder(tmp_path / "a" / "b", wanted)
    assert mode(tmp_path / "a" / "b") == f"{wanted:o}"


@pytest.mark.parametrize("user", [ME, UNPRIVILEGED])
def test_a_shared_tree_is_open_to_the_user_of_the_processes_only(tmp_path: Path, user: str) -> None:
    tree = tmp_path / "code"
    (tree / "bin").mkdir(parents=True)
    (tree / "shop.py").write_text("")
    (tree / "bin" / "run").write_text("")
    (tree / "bin" / "run").chmod(0o777)
    (tree / "link").symlink_to("/etc/passwd")
    Machine(user).share(tree)
    found = {name: mode(tree / name) for name in (".", "bin", "shop.py", "bin/run")}
    folder, file = ("700", "600") if user == ME else ("750", "640")
    assert found == {".": folder, "bin": folder, "shop.py": file, "bin/run": folder}
    assert mode(Path("/etc/passwd")) == "644"


def test_a_copied_program_can_be_run_and_not_changed_by_others(tmp_path: Path) -> None:
    HERE.copy(Path("/bin/sh").resolve(), tmp_path / "sh")
    assert mode(tmp_path / "sh") == "700"
    assert HERE.run([tmp_path / "sh", "-c", "echo works"]) == "works\n"


def test_files_trees_and_links_are_removed_and_what_a_link_leads_to_is_not(tmp_path: Path) -> None:
    tree, kept = tmp_path / "tree", tmp_path / "kept"
    for folder in (tree, kept):
        (folder / "deep").mkdir(parents=True)
    (tmp_path / "link").symlink_to(kept)
    for path in (tree, tmp_path / "link", tmp_path / "never there"):
        HERE.remove(path)
    assert list(tmp_path.iterdir()) == [kept]


def test_a_command_sees_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", "50141")
    assert set(HERE.run(["env"]).splitlines()) == {"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8"}
    assert HERE.run(["pwd"]) == "/\n"


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["sh", "-c", "echo out; echo err >&2; exit 3"], "sh ended with 3:\nout\nerr"),
        (["no-such-command", "--password=50141"], "no-such-command ended with 127:"),
    ],
)
def test_a_failure_is_told_in_the_commands_own_last_words(command: list[str], says: str) -> None:
    with pytest.raises(MachineError) as failed:
        HERE.run(command)
    assert str(failed.value).startswith(says)
    assert "50141" not in str(failed.value)


def test_a_long_output_is_cut_to_its_end() -> None:
    with pytest.raises(MachineError) as failed:
        HERE.run(["sh", "-c", "seq 100; exit 1"])
    assert str(failed.value).splitlines()[1:] == [str(number) for number in range(86, 101)]


def test_what_cannot_be_started_is_named(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="cannot be started: No such file or directory"):
        HERE.run_as_self([tmp_path / "missing"])


def test_a_command_runs_as_the_user_of_the_processes() -> None:
    assert Machine(UNPRIVILEGED).run(["id", "-un"]) == f"{UNPRIVILEGED}\n"


def test_files_belong_to_the_user_of_the_processes(tmp_path: Path) -> None:
    machine = Machine(UNPRIVILEGED)
    machine.folder(tmp_path / "data")
    machine.write(tmp_path / "data" / "password", "s")
    assert {path.owner() for path in (tmp_path / "data", tmp_path / "data" / "password")} == {UNPRIVILEGED}
