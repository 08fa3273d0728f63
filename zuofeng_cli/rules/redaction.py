"""Taking personal data out of what is published: names in the register, phones, ID numbers, addresses.

What is certain is masked; what is only likely waits for a person. How such passages are written in Chinese
is vocabulary and is given; what is looked for is the same in every language.
Source: shared domain notes, "Publishing".
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from zuofeng_cli.rules.names import name_key

MASK = "***"
LEAST_NAME = 2
"""A register name of fewer signs is no word to look for."""

_SEPARATOR = r"[ .\-\u00b7]"
_SEPARATED_MOBILE = re.compile(rf"(?<!\d)1[3-9]\d(?:{_SEPARATOR}?\d){{8}}(?!\d)")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_SPREAD = r"[ .\-/_~()\u00b7]{0,3}"
_SPREAD_MOBILE = re.compile(rf"(?<!\d)1{_SPREAD}[3-9](?:{_SPREAD}\d){{9}}(?!{_SPREAD}\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[ \-)]{0,2}\d{7,8}(?!\d)")
_LONG_NUMBER = re.compile(
    r"\d{15,}[Xx]?|\d{17} ?[Xx]|(?<!\d)\d{6}[ \-]\d{8}[ \-]\d{3}[\dXx](?!\d)"
    r"|(?<!\d)\d{4}(?:[ \-]\d{4}){3}(?:[ \-]?\d{1,3})?(?!\d)"
    r"|(?<!\d)\d{6}[ \-]{0,2}(?:19|20)\d{2}[ \-]{0,2}\d{4}[ \-]{0,2}\d{3}[ \-]?[\dXx](?!\d)"
)
_MAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+", re.ASCII)
_SHORT_NUMBER = re.compile(r"(?<![\d.\-])[2-8]\d{6,7}(?![\d.\-])")


class Kind(StrEnum):
    """What sort of personal data a passage is."""

    NAME = "name"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    MAIL = "mail"
    ADDRESS = "address"
    TITLED = "titled"
    PLATE = "plate"
    SHORT_NUMBER = "short_number"


CERTAIN = frozenset({Kind.NAME, Kind.PHONE, Kind.ID_NUMBER, Kind.MAIL, Kind.ADDRESS})
"""What is masked unless somebody lets the very passage stand; the rest is only likely."""


_PRECEDENCE: Mapping[Kind, int] = {
    **dict.fromkeys((Kind.NAME, Kind.PHONE, Kind.ID_NUMBER, Kind.MAIL), 0),
    Kind.ADDRESS: 1,
    **dict.fromkeys((Kind.TITLED, Kind.PLATE, Kind.SHORT_NUMBER), 2),
}
"""Where passages overlap, those of the lower number keep their signs."""


class PersonalForms(NamedTuple):
    """How addresses below the township, persons by their titles, and number plates are written."""

    address: re.Pattern[str]
    titled: re.Pattern[str]
    plate: re.Pattern[str]


class Passage(NamedTuple):
    """A passage with personal data: where it stands in the text, as written, and what is shown for it."""

    start: int
    end: int
    kind: Kind
    written: str
    masked: str


class Redactor:
    """Finds and masks personal data.

    Args:
        names: of all persons in the register.
        forms: how clerks write the rest.
    """

    def __init__(self, names: Iterable[str], forms: PersonalForms) -> None:
        self._forms = forms
        self._names: dict[str, list[str]] = {}
        keys = {name_key(name) for name in names}
        for key in sorted(keys, key=lambda key: (-len(key), key)):
            if len(key) >= LEAST_NAME:
                self._names.setdefault(key[0], []).append(key)

    def passages(self, text: str) -> tuple[Passage, ...]:
        """Return the passages of *text* from left to right, none of them overlapping."""
        folded = _folded(text)
        found = [*self._numbers(folded), *self._words(folded), *self._register_names(folded)]
        found.sort(key=lambda span: (_PRECEDENCE[span[2]], span[0] - span[1], span[0]))
        taken: list[tuple[int, int, Kind]] = []
        for start, end, kind in found:
            taken += [(*piece, kind) for piece in _uncovered(start, end, taken)]
        return tuple(_passage(text, *span) for span in sorted(taken))

    def _numbers(self, folded: "_Folded") -> Iterator[tuple[int, int, Kind]]:
        if not any(map(str.isdigit, folded.spaced)):
            return
        for kind, pattern in (
            (Kind.ID_NUMBER, _LONG_NUMBER),
            (Kind.PHONE, _MOBILE),
            (Kind.PHONE, _SEPARATED_MOBILE),
            (Kind.PHONE, _SPREAD_MOBILE),
            (Kind.PHONE, _LANDLINE),
            (Kind.SHORT_NUMBER, _SHORT_NUMBER),
        ):
            for match in pattern.finditer(folded.spaced):
                yield *folded.at(folded.spaced_at, *match.span()), kind

    def _words(self, folded: "_Folded") -> Iterator[tuple[int, int, Kind]]:
        for kind, pattern in (
            (Kind.MAIL, _MAIL),
            (Kind.ADDRESS, self._forms.address),
            (Kind.TITLED, self._forms.titled),
            (Kind.PLATE, self._forms.plate),
        ):
            for match in pattern.finditer(folded.spaced):
                yield *folded.at(folded.spaced_at, *match.span()), kind

    def _register_names(self, folded: "_Folded") -> Iterator[tuple[int, int, Kind]]:
        """Yield every register name, blanks between its signs or not."""
        joined = folded.joined
        for start, sign in enumerate(joined):
            for name in self._names.get(sign, ()):
                if joined.startswith(name, start):
                    yield *folded.at(folded.joined_at, start, start + len(name)), Kind.NAME


def _uncovered(start: int, end: int, taken: Sequence[tuple[int, int, Kind]]) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a span that no passage taken before covers.

    An address that begins with a name is two passages: who lets the address stand has not let the name.
    """
    for other_start, other_end, _kind in sorted(taken):
        if other_end <= start or other_start >= end:
            continue
        if start < other_start:
            yield start, other_start
        start = max(start, other_end)
    if start < end:
        yield start, end


def masked(text: str, passages: Sequence[Passage]) -> str:
    """Return *text* with its *passages*, in their order, masked."""
    parts, here = [], 0
    for passage in passages:
        parts += [text[here : passage.start], passage.masked]
        here = passage.end
    return "".join([*parts, text[here:]])


class _Folded(NamedTuple):
    """A text as it is searched, with the place of each sign in the text as written.

    Attributes:
        spaced: plain signs, without those that take no room.
        joined: in small letters and without blanks as well.
    """

    spaced: str
    spaced_at: Sequence[int]
    joined: str
    joined_at: Sequence[int]

    def at(self, places: Sequence[int], start: int, end: int) -> tuple[int, int]:
        """Return where a match begins and ends in the text as written."""
        return places[start], places[end - 1] + 1


_ROOMLESS = frozenset({"Cf", "Mn", "Me"})
_BLANK = frozenset({"Zs", "Zl", "Zp", "Cc"})
_FILLERS = "\u115f\u1160\u3164"
_BETWEEN_SIGNS = frozenset(" -_.\u00b7")
"""What may stand between the signs of a name."""

_DOTS: Mapping[str, str] = dict.fromkeys("\u00b7\u2022\u2027\u30fb", "\u00b7")


def _plain(sign: str, category: str) -> str:
    """Return any blank as a blank, any dash as a hyphen, any digit as an Arabic one, all else as it is."""
    if category in _BLANK:
        return " "
    if category == "Pd" or sign == "\u2212":
        return "-"
    return str(unicodedata.decimal(sign)) if category == "Nd" else sign


def _folded(text: str) -> _Folded:
    spaced: list[str] = []
    spaced_at: list[int] = []
    joined: list[str] = []
    joined_at: list[int] = []
    for at, written in enumerate(text):
        for sign in _DOTS.get(written) or unicodedata.normalize("NFKC", written):
            category = unicodedata.category(sign)
            if category in _ROOMLESS or sign in _FILLERS:
                continue
            plain = _plain(sign, category)
            spaced.append(plain)
            spaced_at.append(at)
            if plain in _BETWEEN_SIGNS:
                continue
            for small in sign.casefold():
                joined.append(small)
                joined_at.append(at)
    return _Folded("".join(spaced), spaced_at, "".join(joined), joined_at)


def _passage(text: str, start: int, end: int, kind: Kind) -> Passage:
    written = text[start:end]
    return Passage(start, end, kind, written, _mask(written, kind))


def _mask(written: str, kind: Kind) -> str:
    """Return what is shown: of a phone its ends, of an ID number its first two and last three signs."""
    if kind not in (Kind.PHONE, Kind.ID_NUMBER):
        return MASK
    signs = [sign for sign in unicodedata.normalize("NFKC", written) if sign.isalnum()]
    first, last = (3, 4) if kind is Kind.PHONE else (2, 3)
    return "".join([*signs[:first], "*" * (len(signs) - first - last), *signs[-last:]])
