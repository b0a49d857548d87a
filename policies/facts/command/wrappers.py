"""Programs that only prepare the one that they start."""

from .words import names
from .wrapper import OPERAND, Wrapper

_PLAIN, _OPERAND, _RUN = Wrapper(), Wrapper(operands=1), Wrapper(verbs=names("run"))
_AS_OPERAND = Wrapper(operands=1, user=names(OPERAND))
AFTER_DASHES = Wrapper(dashes=True)
_MODULES = Wrapper(modules=True)

INIT = {
    "tini": Wrapper(values=names("-p -e")),
    "tini-static": Wrapper(values=names("-p -e")),
    "docker-init": Wrapper(values=names("-p -e")),
    "dumb-init": Wrapper(values=names("-r --rewrite")),
    "catatonit": _PLAIN,
    "pid1": _PLAIN,
    "busybox": _PLAIN,
}

USERS = {
    "gosu": _AS_OPERAND,
    "su-exec": _AS_OPERAND,
    "setuidgid": _AS_OPERAND,
    "s6-setuidgid": _AS_OPERAND,
    "s6-applyuidgid": Wrapper(values=names("-g -G"), user=names("-u")),
    "chpst": Wrapper(values=names("-U -b -e -/ -n -l -L -m -d -o -p -f -c -r -t"), user=names("-u")),
    "setpriv": Wrapper(values=names("--regid --groups --inh-caps --bounding-set"), user=names("--reuid")),
    "sudo": Wrapper(
        values=names("-g -h -p -C -D -R -r -t -T -U --group --host --prompt --chdir"),
        user=names("-u --user"),
        assignments=True,
    ),
    "doas": Wrapper(values=names("-C"), user=names("-u")),
    "su": Wrapper(
        operands=1,
        values=names("-s -g -G -w --shell --group --supp-group --whitelist-environment"),
        user=names(OPERAND),
        script=names("-c --command --session-command"),
    ),
    "runuser": Wrapper(
        operands=1,
        values=names("-s -g -G -w --shell --group --supp-group --whitelist-environment"),
        user=names(f"-u --user {OPERAND}"),
        script=names("-c --command --session-command"),
    ),
    "start-stop-daemon": Wrapper(
        values=names(
            "-p -n -g -d -k -s -R -P -N --pidfile --name --group --chdir --umask --signal --retry --nicelevel"
        ),
        user=names("-c --chuid"),
        program=names("-x -a --exec --startas"),
    ),
    "chroot": Wrapper(operands=1, user=names("--userspec")),
}

SURROUNDINGS = {
    "exec": Wrapper(values=names("-a")),
    "eval": _PLAIN,
    "command": _PLAIN,
    "builtin": _PLAIN,
    "env": Wrapper(values=names("-u --unset -C --chdir"), assignments=True),
    "envdir": _OPERAND,
    "s6-envdir": _OPERAND,
    "fdmove": Wrapper(operands=2),
    "with-contenv": _PLAIN,
    "nice": Wrapper(values=names("-n --adjustment")),
    "ionice": Wrapper(values=names("-c -n --class --classdata")),
    "chrt": _OPERAND,
    "taskset": _OPERAND,
    "numactl": Wrapper(values=names("-N -C -m -p")),
    "prlimit": _PLAIN,
    "cpulimit": Wrapper(values=names("-l -e -p --limit")),
    "nohup": _PLAIN,
    "setsid": _PLAIN,
    "time": Wrapper(values=names("-f -o")),
    "stdbuf": Wrapper(values=names("-i -o -e")),
    "unbuffer": _PLAIN,
    "timeout": Wrapper(operands=1, values=names("-s -k --signal --kill-after")),
    "flock": Wrapper(operands=1, values=names("-w -E --timeout"), script=names("-c --command")),
    "script": Wrapper(operands=1, script=names("-c --command")),
    "xvfb-run": Wrapper(values=names("-e -f -n -p -s -w --error-file --server-num --server-args --wait")),
    "dbus-run-session": _PLAIN,
}

WAITING = {
    "wait-for-it": Wrapper(operands=1, values=names("-t -h -p --host --port --timeout"), dashes=True),
    "wait-for": Wrapper(operands=1, values=names("-t --timeout"), dashes=True),
    "wait4x": AFTER_DASHES,
    "dockerize": Wrapper(
        values=names(
            """
            -wait -timeout -template -stdout -stderr -wait-retry-interval -wait-http-header -env -delims
            --wait --timeout --template --stdout --stderr --wait-retry-interval --wait-http-header --env --delims
            """
        )
    ),
}

ENVIRONMENTS = {
    "poetry": Wrapper(verbs=names("run"), values=names("-C -P --directory --project")),
    "pipenv": _RUN,
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
    "gevent.monkey": _MODULES,
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

WRAPPERS = INIT | USERS | SURROUNDINGS | WAITING | ENVIRONMENTS | OBSERVERS | SECRETS | RELOADING | MANAGERS
