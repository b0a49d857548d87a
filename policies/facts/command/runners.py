"""Programs of a project's or a platform's own that start another: in an environment, watched, or with secrets."""

from .words import names
from .wrapper import Wrapper

_PLAIN = Wrapper()

ENVIRONMENTS = {
    "poetry": Wrapper(verbs=names("run"), values=names("-C -P --directory --project")),
    "pipenv": Wrapper(verbs=names("run")),
    "pdm": Wrapper(verbs=names("run"), values=names("-p --project --venv --config")),
    "rye": Wrapper(verbs=names("run"), values=names("--pyproject")),
    "hatch": Wrapper(verbs=names("run"), values=names("-e --env -p --project")),
    "uv": Wrapper(
        verbs=names("run"),
        values=names(
            """
            -p -c -w -i --python --with --with-editable --with-requirements --project --directory --env-file --extra
            --no-extra --group --no-group --only-group --package --index --default-index --config-file --cache-dir
            """
        ),
        modules=True,
    ),
    "uvx": Wrapper(values=names("-p -w --python --from --with")),
    "pipx": Wrapper(verbs=names("run"), values=names("--spec --python")),
    "pixi": Wrapper(verbs=names("run"), values=names("-e --environment --manifest-path")),
    **dict.fromkeys(
        ("conda", "mamba", "micromamba"),
        Wrapper(verbs=names("run"), values=names("-n -p -r -e -a --name --prefix --root-prefix --cwd --env --attach")),
    ),
    "pyenv": Wrapper(verbs=names("exec")),
    "mise": Wrapper(verbs=names("exec x")),
    "asdf": Wrapper(verbs=names("exec")),
    "direnv": Wrapper(verbs=names("exec"), operands=1),
    "npx": _PLAIN,
    "nix-shell": Wrapper(script=names("--run --command")),
}

OBSERVERS = {
    "newrelic-admin": Wrapper(verbs=names("run-program")),
    "ddtrace-run": _PLAIN,
    "elasticapm-run": _PLAIN,
    "splunk-py-trace": _PLAIN,
    "opentelemetry-instrument": Wrapper(all_values=True),
    "coverage": Wrapper(
        verbs=names("run"),
        values=names("--source --include --omit --rcfile --data-file --context --concurrency"),
        modules=True,
    ),
    "debugpy": Wrapper(values=names("--listen --connect --log-to"), modules=True),
    "pdb": Wrapper(values=names("-c"), modules=True),
    "cProfile": Wrapper(values=names("-o -s"), modules=True),
    "memray": Wrapper(verbs=names("run"), values=names("-o --output"), modules=True),
    "pyinstrument": Wrapper(values=names("-o -r"), modules=True),
    "py-spy": Wrapper(verbs=names("record"), values=names("-o -r -f -d"), dashes=True),
    "gevent.monkey": Wrapper(modules=True),
    "strace": Wrapper(values=names("-e -o -p -s")),
}

SECRETS = {
    "doppler": Wrapper(verbs=names("run"), values=names("-p -c -t"), script=names("--command"), dashes=True),
    "op": Wrapper(verbs=names("run"), dashes=True),
    "infisical": Wrapper(verbs=names("run"), script=names("--command"), dashes=True),
    "bws": Wrapper(verbs=names("run")),
    "chamber": Wrapper(verbs=names("exec"), operands=1, dashes=True),
    "aws-vault": Wrapper(verbs=names("exec"), operands=1, dashes=True),
    "berglas": Wrapper(verbs=names("exec")),
    "teller": Wrapper(verbs=names("run"), dashes=True),
    "sops": Wrapper(verbs=names("exec-env"), operands=1),
    "dotenv": Wrapper(verbs=names("run"), values=names("-f --file")),
    "dotenvx": Wrapper(verbs=names("run"), values=names("-f --env-file")),
    "envconsul": Wrapper(
        values=names(
            """
            -config -prefix -secret -consul-addr -consul-token -vault-addr -vault-token -log-level -kill-signal
            """
        )
    ),
    "vault-env": _PLAIN,
    "secrets-init": _PLAIN,
    "summon": Wrapper(values=names("-p -f -e --provider --environment")),
    "celery_stack_runtime.launch": _PLAIN,
}

RELOADING = {
    "watchmedo": Wrapper(
        verbs=names("auto-restart shell-command"),
        values=names(
            "-d -p -i -W --directory --pattern --patterns --ignore-pattern --ignore-patterns --signal --interval"
        ),
        script=names("-c --command"),
    ),
    "watchfiles": Wrapper(
        values=names("--filter --args --grace-period --sigint-timeout --sigkill-timeout --ignore-paths --target-type"),
        one_word=True,
    ),
    "watchexec": Wrapper(values=names("-e -w -i -s --exts --watch --ignore --signal")),
    "nodemon": Wrapper(script=names("-x --exec")),
    "hupper": Wrapper(values=names("-w"), modules=True),
}

MANAGERS = {name: Wrapper(verbs=names("run"), values=names("-e -f")) for name in ("honcho", "foreman", "forego")}
"""With this verb they start one program only."""

RUNNERS = ENVIRONMENTS | OBSERVERS | SECRETS | RELOADING | MANAGERS
