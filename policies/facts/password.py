"""What may be said of a password: how long it is, and whether it is one of the first that anybody tries."""

import re

from .value import Password

_LONGEST = 20
"""Characters; of words that are put together to more than that, nobody tries all."""
_PLACE = 100
"""In how many characters a placeholder is looked for."""
_PARTS = """
    redis valkey keydb dragonfly rabbit mq broker queue cache celery flower worker task server database db app web api
    pass phrase word wd pwd passwort secret key token credential auth master super top admin istrator root guest user
    name login foo bar baz ed qwerty uiop asdf zxcv abc let in welcome hello
    change replace insert set put it me this that here please with use the my your our very strong secure safe random
    default test ing er example sample demo dummy temp todo dev elop ment prod uction staging local host docker compose
"""
_WORDS = re.compile(rf"(({'|'.join(_PARTS.split())})[^a-z0-9]*)+")
_PLACEHOLDER = re.compile(
    r"(change|replace)[-_ ]?(me|this|it|with)|your[-_ ](own[-_ ])?(\w+[-_ ])?(password|secret)|placeholder"
)
_TAIL = re.compile(r"[^a-z]{0,10}$")
_LEET = str.maketrans("@4013$5", "aaoless")
_DIGITS = "01234567890" * 2


def of(text: str) -> Password:
    """What is kept of a password, which is never its text."""
    return Password(len(text), is_common=_is_common(text))


def _is_common(text: str) -> bool:
    """Words that are put together, with digits or marks behind them, are guessed as soon as each of them."""
    plain = text.strip("<>{}[]() _-").lower()
    if len(set(plain)) == 1 or _PLACEHOLDER.search(plain, 0, _PLACE):
        return True
    if len(plain) > _LONGEST:
        return False
    if plain and (plain in _DIGITS or plain in _DIGITS[::-1]):
        return True
    stem = _TAIL.sub("", plain, count=1)
    return bool(_WORDS.fullmatch(stem) or _WORDS.fullmatch(stem.translate(_LEET)))
