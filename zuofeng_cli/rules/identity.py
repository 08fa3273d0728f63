"""When two descriptions mean the same: a key for matching only, the text itself stays as written.

Source: shared domain notes, "NFKC only for match keys".
"""

import re
import unicodedata
from hashlib import blake2b

from zuofeng_cli.rules.text import clean

POINT = "\N{MIDDLE DOT}"
_NARROW = {chr(sign + 0xFEE0): chr(sign) for sign in b",:;()!?"}
_GAPS = re.compile(r"[\W_]+")
_BETWEEN_DIGITS = re.compile(rf"(?<=\d){_GAPS.pattern}(?=\d)")
_PUNCTUATION = re.compile(rf"[^\w{POINT}]+|_+")


def folded(text: str) -> str:
    """Return the letters and digits of *text*, without layout and punctuation."""
    plain = _narrowed(clean(text)).casefold()
    if plain.isalnum():
        return plain
    if POINT in plain:
        return _PUNCTUATION.sub("", _BETWEEN_DIGITS.sub(POINT, plain)) or plain
    return _joined(_GAPS.split(plain)) or plain


def _narrowed(text: str) -> str:
    """Return *text* in NFKC; without the signs that nearly every text has, that is found out at a glance."""
    if text.isascii():
        return text
    for wide, narrow in _NARROW.items():
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text)


def _joined(words: list[str]) -> str:
    """Return the words as one; a point stays between digits, for 2.5 is not 25."""
    said, *rest = words
    for word in rest:
        said += POINT + word if said[-1:].isdecimal() and word[:1].isdecimal() else word
    return said


def description_key(text: str) -> str:
    """Return 32 hex digits that are equal for descriptions that differ only in layout or punctuation."""
    return blake2b(folded(text).encode(), digest_size=16).hexdigest()
