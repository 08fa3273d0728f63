"""Cleaning what was typed or pasted: layout characters only, the words stay as written."""

import re
from collections.abc import Collection, Sequence

from zuofeng_cli.rules.names import name_key

_ESCAPED_RETURN = "_x000D_"
_LAYOUT = re.compile("[\u00a0\u2000-\u200a\u202f]")
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff]"
)


def clean(text: str) -> str:
    """Return *text* without control characters and without blanks (full-width ones too) around it."""
    if text.isprintable() and _ESCAPED_RETURN not in text:  # the usual case, quickly
        return text.strip()
    text = text.replace(_ESCAPED_RETURN, "").replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", _LAYOUT.sub(" ", text)).strip()


def cleaned_each(texts: Sequence[str]) -> list[str]:
    """Return every text as `clean` does, quickly where all are of the usual kind."""
    together = "".join(texts)
    if together.isprintable() and _ESCAPED_RETURN not in together:
        return list(map(str.strip, texts))
    return list(map(clean, texts))


def says_nothing(text: str, words: Collection[str]) -> bool:
    """Whether *text* is one of *words*, or has no more than one letter or digit."""
    told = _told(text)
    return len(told) < 2 or any(told == _told(word) for word in words)


def _told(text: str) -> str:
    """Return the letters and digits of *text*, as names are matched."""
    return "".join(sign for sign in name_key(text) if sign.isalnum())
