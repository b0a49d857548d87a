"""Reads who is asked for a password in a Redis URL, and never keeps the URL."""

from urllib.parse import unquote, urlsplit

from .value import Absent, Fact, Known, Password, Unknown


def parts_of(url: Known[str]) -> tuple[Fact[str], Fact[Password]]:
    """The host and the password in the URL; a URL that cannot be parsed has neither known."""
    try:
        parts = urlsplit(url.value)
        host, password = parts.hostname, parts.password
    except ValueError:
        return Unknown(url.path, "not a URL"), Unknown(url.path, "not a URL")
    return (
        Known(host, url.path) if host else Absent(url.path),
        Absent(url.path) if password is None else Known(Password(len(unquote(password))), url.path),
    )
