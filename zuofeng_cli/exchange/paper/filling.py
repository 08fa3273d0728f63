"""Fills a template in: ours, or the office's own. Whatever a text holds, it stays text."""

import io
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from zuofeng_cli.errors.papers import TemplateFaulty, TemplateUnreadable
from zuofeng_cli.errors.program import ExtraMissing
from zuofeng_cli.exchange.charts import Bars, Lines, png
from zuofeng_cli.exchange.files import reading_file
from zuofeng_cli.exchange.paper.templates import NAMES, template

CHART_MM = 140
"""How wide a chart is."""

EMPTY = "—"
_BY_TEMPLATES = (
    *(ArithmeticError, AttributeError, LookupError, RuntimeError, SyntaxError, TypeError, ValueError),
    zlib.error,
)
"""What a template can bring about by what it asks for, or a damaged one; broken XML is a SyntaxError."""

Said = Mapping[str, Any]
"""By name what a paper says: texts, numbers, charts, and lists of such."""


def filled(kind: str, said: Said, own: Path | None = None) -> bytes:
    """Return a paper as docx.

    Args:
        own: the office's own template, instead of ours.

    Raises:
        FileMissing, FileUnreadable, TemplateUnreadable: *own* is no docx file that can be read.
        TemplateFaulty: it names something else or is broken.
        ExtraMissing: a library for docx or charts is not installed.
    """
    try:
        from docxtpl import DocxTemplate
        from jinja2 import StrictUndefined, TemplateError
        from jinja2.sandbox import SandboxedEnvironment
    except ModuleNotFoundError as error:
        raise ExtraMissing(library="docxtpl", extra="publish") from error
    source = io.BytesIO(_read(own) if own else template(kind))
    paper = DocxTemplate(source)
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        paper.render(_put(paper, said), environment, autoescape=True)
    except (TemplateError, *_BY_TEMPLATES) as error:
        if own is None:
            raise
        raise TemplateFaulty(path=own, detail=str(error), names=NAMES[kind]) from error
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def _read(own: Path) -> bytes:
    """Return the office's template.

    Raises:
        FileMissing, FileUnreadable: it cannot be read. TemplateUnreadable: it is no docx file.
    """
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    with reading_file(own) as file:
        content = file.read()
    try:
        Document(io.BytesIO(content))
    except (BadZipFile, PackageNotFoundError, *_BY_TEMPLATES) as error:
        raise TemplateUnreadable(path=own) from error
    return content


def _put(paper: Any, value: Any) -> Any:
    """Return what is said in the form that the template takes: lines broken, charts as pictures."""
    from docx.shared import Mm
    from docxtpl import InlineImage, Listing

    match value:
        case Bars() | Lines():
            return InlineImage(paper, io.BytesIO(png(value)), width=Mm(CHART_MM))
        case Mapping():
            return {name: _put(paper, each) for name, each in value.items()}
        case list() | tuple():
            return [_put(paper, each) for each in value]
        case str():
            text = "".join(sign for sign in value if sign.isprintable() or sign == "\n")
            return Listing(text) if "\n" in text else text
        case None:
            return EMPTY
    return value
