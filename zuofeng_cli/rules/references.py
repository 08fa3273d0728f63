"""How an issue number is written: ``ZF-2020-0012``; a clerk may type ``12``."""

import re
import unicodedata

from zuofeng_cli.errors.supervision import BadOrderNumber
from zuofeng_cli.errors.usage import BadReference

HIGHEST = 2**31 - 1
_ORDER_NUMBER = re.compile(r"\D*(?:(?P<year>\d{4})\D+)?(?P<serial>\d{1,6})\D*", re.ASCII)


def format_ref(prefix: str, year: int, number: int) -> str:
    """Return the reference of issue *number*."""
    return f"{prefix}-{year}-{number:04d}"


def parse_ref(given: str, *, prefix: str, year: int) -> int:
    """Return the number that *given* refers to.

    Raises:
        BadReference: neither a number nor a reference of this ledger.
    """
    text = unicodedata.normalize("NFKC", given).strip()
    pattern = rf"(?:{re.escape(prefix)}-{year}-|#)?0*([1-9]\d{{0,9}})"
    match = re.fullmatch(pattern, text, re.IGNORECASE | re.ASCII)
    if match is None or int(match[1]) > HIGHEST:
        raise BadReference(given=given, example=format_ref(prefix, year, 12))
    return int(match[1])


def parse_order_number(given: str, *, year: int) -> tuple[int, int]:
    """Return year and serial of the supervision order that *given* refers to: of this year if it names none.

    Raises:
        BadOrderNumber: it is none.
    """
    match = _ORDER_NUMBER.fullmatch(given.strip())
    if match is None:
        raise BadOrderNumber(given=given, year=year)
    return int(match["year"] or year), int(match["serial"])
