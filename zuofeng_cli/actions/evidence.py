"""Taking evidence: a file is hashed where it lies, anything else is the number of a document."""

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import file_digest
from pathlib import Path

from zuofeng_cli.errors.rules import (
    EvidenceEmpty,
    EvidenceIrregular,
    EvidenceNotFound,
    EvidenceUsed,
    NoEvidence,
)
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.rules.identity import document_key
from zuofeng_cli.rules.parts import Evidence
from zuofeng_cli.rules.text import clean, says_nothing


def fresh_evidence(given: Iterable[str], known: Sequence[Evidence], *, on: date) -> list[Evidence]:
    """Return the evidence that is given and was not there before, under whatever name; blanks say nothing.

    Raises:
        EvidenceNotFound, EvidenceEmpty, EvidenceIrregular, NoEvidence: one is none.
        EvidenceUsed: all of it was there before.
    """
    before = {_identity(item): item for item in reversed(known)}
    taken = [take_evidence(clean(item), on=on) for item in given if clean(item)]
    fresh = {identity: item for item in reversed(taken) if (identity := _identity(item)) not in before}
    if taken and not fresh:
        first = before[_identity(taken[0])]
        raise EvidenceUsed(given=taken[0].reference, known=first.reference, added_on=first.added_on)
    return list(reversed(fresh.values()))


def _identity(item: Evidence) -> str:
    """Return what two pieces have in common that are the same: a file its content, a document its number."""
    return item.sha256 or document_key(item.reference)


def take_evidence(given: str, *, on: date) -> Evidence:
    """Return the evidence that ``--evidence`` names.

    Raises:
        EvidenceNotFound: it looks like a file, but there is none to read.
        EvidenceEmpty, EvidenceIrregular: nothing can be read there.
        NoEvidence: it only says that there is none.
    """
    path = Path(given)
    try:
        if path.is_file():
            return _file(path, on)
        if path.exists() or path.is_symlink():
            raise EvidenceIrregular(path=given)
    except OSError as error:
        raise EvidenceNotFound(path=given) from error
    known = vocabulary()
    if says_nothing(given, known.no_evidence, known.enclosure):
        raise NoEvidence(given=given)
    if "/" in given or "\\" in given or _has_file_suffix(path):
        raise EvidenceNotFound(path=given)
    return Evidence("document", given.strip(), on)


def _file(path: Path, on: date) -> Evidence:
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    size = path.stat().st_size
    if not size:
        raise EvidenceEmpty(path=path)
    return Evidence("file", str(path), on, digest, size)


def _has_file_suffix(path: Path) -> bool:
    suffix = path.suffix.removeprefix(".")
    return 0 < len(suffix) <= 5 and suffix.isascii() and suffix.isalnum() and not suffix.isdigit()
