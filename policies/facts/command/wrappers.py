"""Programs of the system that only prepare the one that they start."""

from .runners import RUNNERS
from .words import names
from .wrapper import OPERAND, Wrapper

_PLAIN, _OPERAND = Wrapper(), Wrapper(operands=1)
_AS_OPERAND = Wrapper(operands=1, user=names(OPERAND))
AFTER_DASHES = Wrapper(dashes=True)

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
    "screen": Wrapper(values=names("-S -c -e -h -p -s -t -T")),
    "tmux": Wrapper(verbs=names("new new-session"), values=names("-s -n -c -e -f -x -y -F -L -S -t"), one_word=True),
    "systemd-run": Wrapper(
        values=names(
            "-u -p -E -M -H --unit --property --setenv --gid --slice --description --working-directory --nice"
        ),
        user=names("--uid"),
    ),
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

WRAPPERS = INIT | USERS | SURROUNDINGS | WAITING | RUNNERS
