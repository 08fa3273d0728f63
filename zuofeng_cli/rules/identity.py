"""When two descriptions mean the same: a key for matching only, the text itself stays as written.

Source: shared domain notes, "NFKC only for match keys".
"""

import re
import unicodedata
from hashlib import blake2b

from zuofeng_cli.rules.text import clean

POINT = "\N{MIDDLE DOT}"
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\W_]+(?=\d)")
_PUNCTUATION = re.compile(rf"[^\w{POINT}]+|_+")


def folded(text: str) -> str:
    """Return the letters and digits of *text*, without layout and punctuation."""
    plain = unicodedata.normalize("NFKC", clean(text)).casefold()
    return _PUNCTUATION.sub("", _BETWEEN_DIGITS.sub(POINT, plain)) or plain  # 2.5 is not 25


def description_key(text: str) -> str:
    """Return 32 hex digits that are equal for descriptions that differ only in layout or punctuation."""
    return blake2b(folded(text).encode(), digest_size=16).hexdigest()
