"""The language of what a person reads: which is spoken, and that nothing is left untranslated."""

import re
import string
from enum import StrEnum
from pathlib import Path

import pytest

from tests.catalogue import faults, stored
from tests.refusals import refusals
from zuofeng_cli import labels, typed_words, words
from zuofeng_cli.cli.app import command
from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.errors.usage import UnknownWord
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.rules.codes import Action, IssueType, Light, Role, State

ROOT = Path(__file__).parent.parent
SOURCES = sorted(path for folder in ("zuofeng_cli", "migrations") for path in (ROOT / folder).rglob("*.py"))
CJK = re.compile("[\u4e00-\u9fff]")
EXIT_CODES = {1, 2, *range(20, 28)}
ERRORS = refusals()
CODES = [*labels.LABELS, *Action, *Light]
MESSAGES = {message.id: message.string for message in stored() if message.id}


def placeholders(text: str) -> set[str | None]:
    """Return the names in braces."""
    return {name for _text, name, _format, _conversion in string.Formatter().parse(text) if name is not None}


def test_the_catalogue_is_complete_and_compiled() -> None:
    assert faults() == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_source_file_carries_chinese(path: Path) -> None:
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)

    assert [number for number, line in lines if CJK.search(line)] == []


@pytest.mark.parametrize("msgid", MESSAGES)
def test_a_translation_fills_in_the_same_facts(msgid: str) -> None:
    assert placeholders(MESSAGES[msgid]) == placeholders(msgid)


ADVISED = sorted(
    {
        advised
        for texts in MESSAGES.items()
        for text in texts
        for advised in re.findall(r"`zuofeng ([^`]*)`", text)
        if "\u2026" not in advised
    }
)


@pytest.mark.parametrize("advised", ADVISED)
def test_a_command_that_is_advised_has_the_options_it_needs(advised: str) -> None:
    words_left, node = re.sub("^--db (FILE|文件) ", "", advised).split(), command()
    while words_left and words_left[0] in getattr(node, "commands", {}):
        node = node.commands[words_left.pop(0)]
    options = [each for each in node.params if each.param_type_name == "option"]
    known = {name for each in options for name in (*each.opts, *each.secondary_opts)}
    needed = [set(each.opts) for each in options if each.required]
    given = {word for word in words_left if word.startswith("-")}

    assert given <= known | {"--help"}
    assert all(names & given for names in needed) or not words_left


@pytest.mark.parametrize(
    ("argv", "environ", "language"),
    [
        ([], {}, "zh"),
        ([], {"LANG": "C"}, "zh"),
        ([], {"LANG": "C.UTF-8"}, "zh"),
        ([], {"LANG": "POSIX"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "de_DE.UTF-8"}, "zh"),
        ([], {"LANG": ""}, "zh"),
        ([], {"LANG": "en_US"}, "en"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"LC_ALL": "C", "LANG": "en_US.UTF-8"}, "zh"),
        ([], {"LC_MESSAGES": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"ZUOFENG_LANG": "en"}, "en"),
        ([], {"ZUOFENG_LANG": "EN", "LANG": "C"}, "en"),
        ([], {"ZUOFENG_LANG": "zh", "LANG": "en_US.UTF-8"}, "zh"),
        ([], {"ZUOFENG_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        ([], {"ZUOFENG_LANG": "", "LANG": "en_US.UTF-8"}, "en"),
        (["--lang", "en"], {}, "en"),
        (["--lang=en"], {}, "en"),
        (["--lang", "zh"], {"ZUOFENG_LANG": "en", "LANG": "en_US.UTF-8"}, "zh"),
        (["--lang=zh"], {"ZUOFENG_LANG": "en"}, "zh"),
        (["--lang", "en"], {"ZUOFENG_LANG": "zh", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        (["--db", "a.db", "--lang", "en", "list"], {}, "en"),
        (["--lang"], {}, "zh"),
        (["list", "--limit", "3"], {"ZUOFENG_LANG": "en"}, "en"),
    ],
)
def test_the_option_beats_the_variable_and_that_beats_the_locale(
    argv: list[str], environ: dict[str, str], language: str
) -> None:
    assert words.choose(argv, environ) == language


SCREENS = {
    "external_no": "Issue number of the unit",
    "unit": "Responsible unit",
    "cooperating": "Cooperating units",
    "leader": "Responsible leader",
    "found_on": "Found on",
    "focus": "Focus area",
    "ref": "Number",
    "opened_on": "Opened on",
    "days_left": "Days left",
    "completion": "Completion note",
    "closed_on": "Closed on",
}
"""What a column of an export is called on a screen in English, where it is not the field itself."""


@pytest.mark.parametrize("field", sorted(vocabulary().headings["zh"].keys() - {"row", "version"}))
def test_a_column_has_one_name_on_screens_in_files_forms_and_refusals(field: str) -> None:
    chinese = words.catalogue("zh").gettext
    name = vocabulary().headings["zh"][field]

    assert chinese(SCREENS.get(field, field.capitalize())) == name
    assert chinese(labels.FIELDS[field]) == name if field in labels.FIELDS else True
    assert vocabulary().form["zh"].headings.get(field, name) == name


@pytest.mark.parametrize("code", CODES, ids=lambda code: f"{type(code).__name__}.{code}")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_code_is_read_back_from_its_name_in_either_language(code: StrEnum, language: str) -> None:
    name = words.catalogue(language).gettext(labels.msgid(code))

    assert typed_words.read_code(name, type(code), "code") is code


@pytest.mark.parametrize("code", CODES, ids=lambda code: f"{type(code).__name__}.{code}")
def test_every_code_has_a_chinese_name(code: StrEnum) -> None:
    assert CJK.search(words.catalogue("zh").gettext(labels.msgid(code)))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (State.OPEN, "已列单"),
        (State.ASSIGNED, "整改中"),
        (State.RECTIFIED, "待验收"),
        (State.VERIFIED, "公示中"),
        (State.CLOSED, "已销号"),
        (State.CANCELLED, "已撤销"),
        (State.MERGED, "已并案"),
    ],
)
def test_the_states_are_called_what_the_design_calls_them(code: State, name: str) -> None:
    assert words.catalogue("zh").gettext(labels.msgid(code)) == name


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("立行立改", IssueType.IMMEDIATE),
        ("立改立行", IssueType.IMMEDIATE),
        ("限期整改", IssueType.LIMITED),
        ("长期坚持", IssueType.LONG_TERM),
        ("long_term", IssueType.LONG_TERM),
        ("Long-Term", IssueType.LONG_TERM),
    ],
)
def test_the_types_are_read_as_clerks_write_them(given: str, code: IssueType) -> None:
    assert typed_words.read_code(given, IssueType, "type", vocabulary().words["type"]) is code


@pytest.mark.parametrize(("kind", "codes"), [("state", State), ("type", IssueType), ("role", Role)], ids=str)
def test_no_spelling_names_two_codes(kind: str, codes: type[StrEnum]) -> None:
    aliases = vocabulary().words[kind]

    for code, spellings in aliases.items():
        for spelling in spellings:
            assert typed_words.read_code(spelling, codes, kind, aliases) == code, spelling


def test_a_word_that_names_no_code_is_refused_with_the_choices() -> None:
    with pytest.raises(UnknownWord) as refusal:
        typed_words.read_code("purple", Light, "light")

    assert refusal.value.facts["given"] == "purple"
    assert len(refusal.value.facts["choices"]) == len(Light)


GIVEN = re.compile(r"`zuofeng (?!--)([^`]* --(?!help)[^`]*)`")
"""A command that a sentence tells to type, with its options."""


@pytest.mark.parametrize("given", sorted({*GIVEN.findall("".join([*MESSAGES, *MESSAGES.values()]))}))
def test_a_command_that_a_sentence_gives_with_options_can_be_typed_so(given: str) -> None:
    found, path = command(), given.split()
    while path[0] in getattr(found, "commands", {}):
        found = found.commands[path.pop(0)]
    typed = {word for word in path if word.startswith("--")}
    options = [each for each in found.params if each.param_type_name == "option"]

    assert typed <= {name for each in options for name in (*each.opts, *each.secondary_opts)}
    assert all(typed & {*each.opts, *each.secondary_opts} for each in options if each.required)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_every_error_has_a_translated_sentence(error: type[ZuofengError]) -> None:
    chinese = words.catalogue("zh").gettext(error.message)

    assert CJK.search(chinese) or re.fullmatch(r"\{\w+\}", error.message)
    assert MESSAGES[error.message]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_every_error_says_what_to_do_next_in_chinese_too(error: type[ZuofengError]) -> None:
    if error.hint:
        assert CJK.search(words.catalogue("zh").gettext(error.hint))


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_every_error_ends_with_a_code_of_the_contract(error: type[ZuofengError]) -> None:
    assert error.exit_code in EXIT_CODES
