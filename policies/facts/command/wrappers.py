"""Programs that only prepare the one that they start: which of their arguments are theirs."""

from dataclasses import dataclass, field

from ..value import Absent, Known
from .words import Word, Words, known, names

NOBODY = Absent()


@dataclass(frozen=True, slots=True)
class Wrapper:
    """How the command is found in a wrapper's arguments."""

    operands: int = 0
    """How many words come before it, beside options."""
    values: frozenset[str] = field(default=frozenset())
    """Options whose value is the next word."""
    user: str = ""
    """The option that names the user to become; `operand` for the first word that is no option."""
    dashes: bool = False
    """Whether it follows the first `--`, where there is one."""
    assignments: bool = False
    """Whether words such as NAME=value come before it."""

    def peel(self, arguments: Words) -> tuple[Words, Word]:
        """The command in the arguments, and the user that it gets."""
        if self.dashes and (dashes := _position_of_dashes(arguments)) is not None:
            return arguments[dashes + 1 :], NOBODY
        position, operands = 0, self.operands
        user: Word = NOBODY
        while position < len(arguments):
            word = known(arguments[position])
            if word.startswith("-") and word != "--":
                width = self._width(word)
                if word.partition("=")[0] == self.user:
                    user = _value(arguments[position : position + width])
                position += width
                continue
            if operands:
                user = arguments[position] if self.user == "operand" and operands == self.operands else user
                operands -= 1
            elif not (word == "--" or (self.assignments and "=" in word)):
                break
            position += 1
        return arguments[position:], user

    def _width(self, option: str) -> int:
        return 2 if option in self.values else 1


def _value(option: Words) -> Word:
    """The value of an option of one word, `--user=name`, or two."""
    if len(option) > 1:
        return option[1]
    _, equals, value = known(option[0]).partition("=")
    return Known(value, option[0].path) if equals else NOBODY


def _position_of_dashes(arguments: Words) -> int | None:
    return next((index for index, word in enumerate(arguments) if known(word) == "--"), None)


_WAIT, _PLAIN, _SUBCOMMAND = Wrapper(dashes=True), Wrapper(), Wrapper(operands=1)

WRAPPERS = {
    # init processes
    "tini": Wrapper(values=names("-p -e")),
    "docker-init": Wrapper(values=names("-p -e")),
    "dumb-init": Wrapper(values=names("-r --rewrite")),
    "catatonit": _PLAIN,
    # another user
    "gosu": Wrapper(operands=1, user="operand"),
    "su-exec": Wrapper(operands=1, user="operand"),
    "setuidgid": Wrapper(operands=1, user="operand"),
    "s6-setuidgid": Wrapper(operands=1, user="operand"),
    "chpst": Wrapper(values=names("-u -U -b -e -/ -n -l -L -m -d -o -p -f -c -r -t"), user="-u"),
    "setpriv": Wrapper(values=names("--reuid --regid --groups --inh-caps --bounding-set"), user="--reuid"),
    "runuser": Wrapper(values=names("-u -g -G --user --group"), user="-u"),
    "sudo": Wrapper(values=names("-u -g -h -p --user --group"), user="-u", assignments=True),
    # environment, priority, time
    "exec": Wrapper(values=names("-a")),
    "env": Wrapper(values=names("-u --unset -C --chdir"), assignments=True),
    "envdir": _SUBCOMMAND,
    "with-contenv": _PLAIN,
    "nice": Wrapper(values=names("-n --adjustment")),
    "ionice": Wrapper(values=names("-c -n --class --classdata")),
    "nohup": _PLAIN,
    "setsid": _PLAIN,
    "stdbuf": Wrapper(values=names("-i -o -e")),
    "timeout": Wrapper(operands=1, values=names("-s -k --signal --kill-after")),
    "prlimit": _PLAIN,
    # waiting for a server
    "wait-for-it": Wrapper(operands=1, values=names("-t -h -p --host --port --timeout"), dashes=True),
    "wait-for": _WAIT,
    "wait4x": _WAIT,
    "dockerize": Wrapper(values=names("-wait -timeout -template -stdout -stderr -wait-retry-interval -env")),
    # Python's environments
    "poetry": _SUBCOMMAND,
    "pipenv": _SUBCOMMAND,
    "pdm": _SUBCOMMAND,
    "hatch": _SUBCOMMAND,
    "uv": Wrapper(operands=1, values=names("--with --project --directory --env-file --extra --group -p --python")),
    "conda": Wrapper(operands=1, values=names("-n --name -p --prefix --cwd")),
    # observers
    "newrelic-admin": _SUBCOMMAND,
    "ddtrace-run": _PLAIN,
    "opentelemetry-instrument": Wrapper(values=names("--traces_exporter --metrics_exporter --service_name")),
    # secrets
    "doppler": Wrapper(operands=1, dashes=True),
    "op": Wrapper(operands=1, dashes=True),
    "infisical": Wrapper(operands=1, dashes=True),
    "chamber": Wrapper(operands=2, dashes=True),
    "celery_stack_runtime.launch": _PLAIN,
    # restarts at a change of the code
    "watchmedo": Wrapper(operands=1, values=names("-d --directory -p --pattern --patterns"), dashes=True),
}
