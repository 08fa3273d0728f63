"""Cleaning what was typed or pasted: layout characters only, the words stay as written."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from itertools import pairwise

from zuofeng_cli.rules.names import name_key

_ESCAPED_RETURN = "_x000D_"
_LAYOUT = re.compile("[\u00a0\u2000-\u200a\u202f]")
FIRST_NUMBERS = ("1", "(1", "\uff081", "\uff11", "(\uff11", "\uff08\uff11", "\u2460")
"""How a text begins that may count several items one after the other."""

_FIGURES = "([0-9\uff10-\uff19]{1,2})"
_BEHIND_A_STOP = "(?<![^\\s\uff1b;\u3002!\uff01,\uff0c])"
_MARKS = (
    re.compile(f"{_BEHIND_A_STOP}{_FIGURES}[.\uff0e](?![0-9\uff10-\uff19])"),
    re.compile(f"{_BEHIND_A_STOP}{_FIGURES}\u3001"),
    re.compile(f"[(\uff08]{_FIGURES}[)\uff09]"),
    re.compile("([\u2460-\u2473])"),
)
"""The numbers of items: a figure with a point or comma behind a stop, one in brackets, one in a circle."""

_BEHIND_COMMA = re.compile(r"(?<=,)\s*\n\s*")
_BEHIND_WIDE_COMMA = re.compile("(?<=[\uff0c\u3001])\\s*\n\\s*")
"""A line break behind a comma: of how a cell was typed, not of what it says."""

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


def lines_of(text: str) -> list[str]:
    """Return the lines of *text* that say anything; one that ends with a comma goes on in the next."""
    joined = _BEHIND_COMMA.sub(" ", _BEHIND_WIDE_COMMA.sub("", text))
    return [line for line in joined.split("\n") if line.strip()]


def says_nothing(text: str, words: Collection[str], pointer: re.Pattern[str]) -> bool:
    """Whether *text* is one of *words* or a mere *pointer*, or has no more than one letter or digit."""
    told = _told(text)
    return len(told) < 2 or bool(pointer.fullmatch(told)) or any(told == _told(word) for word in words)


def _told(text: str) -> str:
    """Return the letters and digits of *text*, as names are matched."""
    return "".join(sign for sign in name_key(text) if sign.isalnum())


def numbered_items(text: str) -> list[str]:
    """Return the items that *text* counts from 1 without a gap, each as written; else the text itself."""
    for mark in _MARKS if text.startswith(FIRST_NUMBERS) else ():
        found = list(mark.finditer(text))
        numbers = [unicodedata.normalize("NFKC", each[1]) for each in found]
        if len(found) > 1 and numbers == list(map(str, range(1, len(found) + 1))):
            starts = [0, *(each.start() for each in found[1:])]
            return [text[start:end].strip() for start, end in pairwise([*starts, len(text)])]
    return [text]
