"""When two descriptions mean the same: a key for matching only, the text itself stays as written.

Source: shared domain notes, "NFKC only for match keys".
"""

import unicodedata
from hashlib import blake2b


def description_key(text: str) -> str:
    """Return 32 hex digits that are equal for descriptions that differ only in layout or punctuation."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(filter(str.isalnum, folded)) or folded
    return blake2b(letters.encode(), digest_size=16).hexdigest()
