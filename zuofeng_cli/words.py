"""The language of what a person reads: Chinese by default, English on request.

Source: shared design, "Language".
"""

import gettext
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

DOMAIN = "zuofeng"
LOCALE = Path(__file__).parent / "locale"
CATALOGUES = {"zh": "zh_CN", "en": "en"}

_current: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def N_(msgid: str) -> str:
    """Mark *msgid* for the catalogue; it is translated where it is shown."""
    return msgid


def _(msgid: str) -> str:
    """Return *msgid* in the chosen language."""
    return _current.gettext(msgid) if msgid else ""


def choose(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """Return the language asked for: ``--lang``, ``ZUOFENG_LANG``, an ``en*`` locale, else Chinese."""
    asked = _lang_option(argv) or environ.get("ZUOFENG_LANG", "")
    if asked:
        return asked.lower()[:2]
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "en" if locale.lower().startswith("en") else "zh"


def _lang_option(argv: Sequence[str]) -> str:
    for position, word in enumerate(argv):
        if word == "--lang":
            return argv[position + 1] if position + 1 < len(argv) else ""
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return ""


def activate(language: str) -> None:
    """Speak *language* (``zh`` or ``en``) from now on, Typer's own words included."""
    global _current, _language  # noqa: PLW0603 - one process speaks one language at a time
    _language = language
    _current = catalogue(language)
    os.environ["LANGUAGE"] = CATALOGUES[language]
    gettext.bindtextdomain(DOMAIN, LOCALE)
    gettext.textdomain(DOMAIN)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak *language* for a while."""
    before = _language
    activate(language)
    try:
        yield
    finally:
        activate(before)


def language() -> str:
    """Return the language now spoken: ``zh`` or ``en``."""
    return _language


def catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of *language*; English is the msgids themselves."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, LOCALE, languages=[CATALOGUES[language]])


def pick(chinese: str, english: str) -> str:
    """Choose between the two names that plan data carries."""
    return english if _language == "en" and english else chinese
