"""Prepares the machine: the stack's folder, Supervisor, and the application's code.

What later resources have to wait for travels as `ready`, a list of ids: an id is unknown until its resource is made,
and everything else of a place is known at preview, so that wrong arguments are found before anything is made.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pulumi

from ...carried import RUNTIME, code_of, runtime_folder
from ...errors import InvalidArgumentError
from ...secrets import SECRET_CHARACTERS
from .args import HostArgs, HostPlace, located, shared
from .code import digest_of_text, name_of
from .resources.code import Code
from .resources.daemon import PYTHON, Daemon
from .resources.environment import Environment
from .resources.folder import Folder
from .resources.password import Password

SUPERVISOR = "supervisor==4.3.0"
LAUNCHER = Path(__file__).with_name("launch.py")


def prepare(name: str, args: HostArgs, app: Mapping[str, Any] | None, opts: pulumi.ResourceOptions) -> HostArgs:
    """`args` with a place in it: what is there already is used, what is missing is made."""
    place: HostPlace = args.get("place", {})
    if "ready" not in place:
        args = located(name, args)
        place = _supervisor(name, args, opts)
    drawn = place.get("secrets", {})
    if app is not None and place.get("code") != code_of(app):
        place = _code(name, {**args, "place": place}, app, opts)
    if app is not None:
        place = {**place, "secrets": _generated(name, args, app, drawn, opts)}
    return {**args, "place": place}


def _supervisor(name: str, args: HostArgs, opts: pulumi.ResourceOptions) -> HostPlace:
    common, python = shared(args), args.get("python", "")
    component = f"{type(opts.parent).__name__}({name!r})"
    owner = f"{component} in the stack {pulumi.get_project()}/{pulumi.get_stack()} of {Path.cwd()}"
    folder = Folder(f"{name}-folder", {**common, "owner": owner}, opts)
    home = f"{args['state_dir']}/supervisor-{digest_of_text(SUPERVISOR, python)}"
    props = {**common, "environment": home, "python": python, "package": SUPERVISOR, "launcher": LAUNCHER.read_text()}
    daemon = Daemon(f"{name}-daemon", {**props, "after": [folder.id]}, opts)
    return {"ready": [daemon.id], "python": f"{args['state_dir']}/{PYTHON}"}


def _code(name: str, args: HostArgs, app: Mapping[str, Any], opts: pulumi.ResourceOptions) -> HostPlace:
    source, requirements = _origin(app)
    if Path(args["state_dir"]).is_relative_to(source):
        raise InvalidArgumentError(
            f"target.host.state_dir {args['state_dir']!r} is inside app.source; name another folder"
        )
    place, python = args["place"], args.get("python", "")
    common = {**shared(args), "after": place["ready"]}
    home = f"{args['state_dir']}/environment-{digest_of_text(requirements.read_text(), python)}"
    wanted = {"folder": home, "python": python, "requirements": str(requirements)}
    environment = Environment(f"{name}-environment", {**common, **wanted}, opts)
    copies = {"source": source, **({f"runtime/{RUNTIME}": runtime_folder()} if app.get("runtime", True) else {})}
    folder = f"{args['state_dir']}/{name_of(copies)}"
    origins = {within: str(origin) for within, origin in copies.items()}
    code = Code(f"{name}-code", {**common, "folder": folder, "copies": origins}, opts)
    return {
        "ready": [*place["ready"], environment.id, code.id],
        "python": place["python"],
        "code": code_of(app),
        "environment": home,
        "path": [f"{folder}/{within.partition('/')[0]}" for within in reversed(copies)],
        "source": f"{folder}/source",
    }


def _generated(
    name: str,
    args: HostArgs,
    app: Mapping[str, Any],
    there: Mapping[str, pulumi.Input[str]],
    opts: pulumi.ResourceOptions,
) -> dict[str, pulumi.Input[str]]:
    """The secrets that the application has generated for it: those that are there, and new ones."""
    props = {**shared(args), "length": SECRET_CHARACTERS, "version": 1}
    wanted = app.get("generated_secrets", [])
    return {key: there.get(key) or Password(f"{name}-{key}", props, opts).value for key in wanted}


def _origin(app: Mapping[str, Any]) -> tuple[Path, Path]:
    source = Path(app.get("source", ".")).absolute()
    if not source.is_dir():
        raise InvalidArgumentError(f"app.source is {app.get('source', '.')!r}, but there is no folder {source}")
    requirements = Path(app["requirements"]).absolute() if "requirements" in app else source / "requirements.txt"
    if not requirements.is_file():
        raise InvalidArgumentError(
            f"app.requirements: there is no file {requirements}; name the application's requirements"
        )
    return source, requirements
