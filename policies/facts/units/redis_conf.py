"""Configurations of Redis that commands change: which files they are, and what stands there before."""

import re

USUAL = "/etc/redis/redis.conf"
PACKAGED = """
bind 127.0.0.1 -::1
protected-mode yes
port 6379
supervised no
"""
"""What counts of the file that comes with a package."""

_NAME = re.compile(r"(^|/)[\w.-]*(redis|valkey|keydb)([/_-][\w.-]*)?\.conf$")
_LONGEST = 4096
"""Characters of a file's path."""
_OTHERS = re.compile(r"sentinel|nodes|logrotate|sysctl|supervisor|systemd|nginx|tmpfiles|limits|syslog|monit|exporter")
_DIRECTIVE = re.compile(
    r"^[ \t]*+(bind|protected-mode|port|requirepass|user|aclfile|maxmemory|maxmemory-policy|maxclients|appendonly|save"
    r"|dir|daemonize|supervised|include|unixsocket|tls-port|databases|loglevel)\s",
    re.MULTILINE | re.IGNORECASE,
)
_COMMAND = re.compile(r"\s*+(?:/(?P<address>[^/]*)/)?\s*+(?P<verb>[sdcai])(?P<rest>.*)", re.DOTALL)
_NAMED = re.compile(r"\b(bind|protected-mode|requirepass|port|maxmemory-policy|maxmemory|supervised|aclfile)\b")
_ESCAPED = re.compile(r"\\(.)")


def is_configuration(name: str) -> bool:
    """Whether a file of this name is read by a Redis server."""
    return len(name) <= _LONGEST and bool(_NAME.search(name)) and not _OTHERS.search(name)


def is_written(text: str) -> bool:
    """Whether the text says anything to a Redis server."""
    return bool(_DIRECTIVE.search(text))


def edited(text: str, command: str) -> str:
    """The text after one command of sed, which is read by what it means to a line of this file."""
    found = _COMMAND.fullmatch(command)
    if not found:
        return text
    if found["verb"] == "s" and len(parts := _parts(found["rest"])) > 1:
        return _substituted(text, parts[0], parts[1])
    if found["verb"] == "d":
        return _without(text, found["address"] or "")
    if found["verb"] in "cai" and found["rest"]:
        kept = _without(text, found["address"] or "") if found["verb"] == "c" else text
        return f"{kept}\n{_plain(found['rest'].lstrip(chr(92)).strip())}\n"
    return text


def _parts(rest: str) -> list[str]:
    """What stands between the delimiters of `s/…/…/`."""
    sign = re.escape(rest[:1])
    return re.findall(rf"((?:\\.|(?!{sign}).)*){sign}", rest[1:], re.DOTALL) if sign else []


def _substituted(text: str, pattern: str, replacement: str) -> str:
    new, meant = _plain(replacement), _NAMED.search(pattern)
    if _NAMED.match(new.strip()):
        return f"{_without(text, new)}\n{new}\n"
    if meant and new.lstrip().startswith("#"):
        return _without(text, pattern)
    old = _plain(pattern).strip("^$")
    return text.replace(old, new) if old else text


def _without(text: str, pattern: str) -> str:
    """Without the lines of the directive that the pattern names."""
    meant = _NAMED.search(pattern)
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not (meant and line.split(" ")[0] == meant[0]))


def _plain(text: str) -> str:
    """As it would stand in the file."""
    return _ESCAPED.sub(lambda escaped: "\n" if escaped[1] == "n" else escaped[1], text)
