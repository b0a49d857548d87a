"""Which signal a command sends to the process that it is to stop."""

import re

_KILL = re.compile(r"(^|[\s/'\"])(kill|pkill|killall)\s+(?P<arguments>[^;|&]*)")
_SIGNAL = re.compile(r"(?:-s\s*|--signal[=\s]|-)(?:SIG)?(?P<name>QUIT|KILL|TERM|INT|HUP|\d+)(?=\s|$)", re.IGNORECASE)


def signal_of(line: str) -> str:
    """The signal of a `kill`; empty for another command."""
    kill = _KILL.search(line)
    if not kill:
        return ""
    signal = _SIGNAL.search(kill["arguments"])
    return signal["name"].upper() if signal else "TERM"
