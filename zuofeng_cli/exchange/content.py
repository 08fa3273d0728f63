"""What a file is, judged by its content: the suffix may lie.

Source: shared domain notes, "Files as they come".
"""

import mmap
import re
import zipfile
from enum import StrEnum
from pathlib import Path

from zuofeng_cli.errors.files import NotATable
from zuofeng_cli.exchange.files import reading_file
from zuofeng_cli.exchange.package import DAMAGE
from zuofeng_cli.words import N_, _


class Kind(StrEnum):
    """The kinds of files that can hold a table."""

    TEXT = "text"
    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"


_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SIGNATURES = {
    b"%PDF": N_("it is a PDF"),
    b"\x89PNG": N_("it is a picture"),
    b"\xff\xd8\xff": N_("it is a picture"),
    b"GIF8": N_("it is a picture"),
    b"BM": N_("it is a picture"),
    b"II*\x00": N_("it is a picture"),
    b"{\\rtf": N_("it is a text document"),
    b"Rar!": N_("it is an archive"),
    b"7z\xbc\xaf": N_("it is an archive"),
    b"\x1f\x8b": N_("it is an archive"),
}
_MARKUP = re.compile(rb"\s*(?:<!doctype|<html|<head|<body|<table|<\?xml|<!--)", re.IGNORECASE)
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MEMBERS = {"xl/workbook.xml": Kind.XLSX, "xl/workbook.bin": Kind.XLSB}
MAX_UNPACKED_BYTES = 1024**3
MAX_MEMBERS = 10_000
_STREAM_NAMES = ("EncryptedPackage", "WordDocument", "PowerPoint Document")


def kind_of(path: Path) -> Kind:
    """Return what the file at *path* is.

    Raises:
        FileMissing, FileUnreadable: it is not there or cannot be read.
        NotATable: it is something that holds no table, named as what it is.
    """
    with reading_file(path) as file:
        head = file.read(4096)
    if not head.strip():
        raise NotATable(path=path, detail=_("it is empty"))
    if head.startswith(_ZIP):
        return _kind_of_zip(path)
    if head.startswith(_COMPOUND):
        return _kind_of_compound(path)
    for signature, what in _SIGNATURES.items():
        if head.startswith(signature) and (len(signature) > 2 or b"\0" in head):
            raise NotATable(path=path, detail=_(what))
    for mark in _BYTE_ORDER_MARKS:
        head = head.removeprefix(mark)
    if _MARKUP.match(head.replace(b"\0", b"")):
        raise NotATable(path=path, detail=_("it is a web page"))
    return Kind.TEXT


def _kind_of_zip(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS or sum(each.file_size for each in members) > MAX_UNPACKED_BYTES:
                raise NotATable(path=path, detail=_("it is too large when unpacked"))
            names = {each.filename.replace("\\", "/") for each in members}
            if any(each.flag_bits & 1 for each in members):
                raise NotATable(path=path, detail=_("it is encrypted with a password"))
            for member, kind in _MEMBERS.items():
                if member in names:
                    _check_encoding(path, archive)
                    return kind
            if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:100]:
                if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                    raise NotATable(path=path, detail=_("it is encrypted with a password"))
                _check_encoding(path, archive)
                return Kind.ODS
    except DAMAGE as error:
        raise NotATable(path=path, detail=_("it is damaged")) from error
    if any(name.startswith("word/") for name in names):
        raise NotATable(path=path, detail=_("it is a text document"))
    raise NotATable(path=path, detail=_("it is an archive"))


def _check_encoding(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse a workbook with a part in UTF-16: XML allows it, but calamine would find the sheet empty.

    Raises:
        NotATable: it has such a part.
    """
    for name in archive.namelist():
        if name.casefold().endswith((".xml", ".rels")):
            with archive.open(name) as part:
                if b"\0" in part.read(4):
                    raise NotATable(path=path, detail=_("a part of it is written in UTF-16"))


def _kind_of_compound(path: Path) -> Kind:
    """Tell an old workbook from what else comes in the same container, by the names of its streams."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        encrypted, *documents = (content.find(name.encode("utf-16-le")) >= 0 for name in _STREAM_NAMES)
        is_workbook = any(content.find(name.encode("utf-16-le")) >= 0 for name in ("Workbook", "Book"))
    if encrypted:
        raise NotATable(path=path, detail=_("it is encrypted with a password"))
    if is_workbook:
        return Kind.XLS
    raise NotATable(
        path=path, detail=_("it is a text document") if any(documents) else _("it is no workbook")
    )
