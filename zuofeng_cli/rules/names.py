"""How names and headings are matched: a key for looking up, the text itself stays as written.

Source: shared domain notes, "NFKC only for match keys".
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=65_536)
def name_key(text: str) -> str:
    """Return the key under which a name or a column heading is looked up."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def nearest(given: str, names: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Return up to *count* names that look like *given*; a shared part counts too."""
    from difflib import get_close_matches  # needed for refusals only

    known = list(dict.fromkeys(names))
    close = get_close_matches(given, known, count, 0.5)
    parts = [name for name in known if given and (given in name or name in given)]
    return tuple(dict.fromkeys([*close, *parts]))[:count]
