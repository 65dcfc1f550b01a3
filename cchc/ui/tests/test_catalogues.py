"""Both languages are whole: what Django leaves out in Vietnamese, and what we say in English."""

import gettext
import io
from pathlib import Path

import django
import pytest

from tools import catalogue, messages

UI = Path(__file__).resolve().parents[1]


def _keys(path: Path) -> dict[str, tuple[str, ...]]:
    found = catalogue.parse(path.read_text(encoding="utf-8"))
    return {m.key: m.translations for m in found if m.text and all(m.translations) and not m.fuzzy}


def test_django_has_no_message_without_vietnamese() -> None:
    locale = Path(django.__file__).parent / "conf/locale"
    source = {m.key for m in catalogue.parse((locale / "en/LC_MESSAGES/django.po").read_text()) if m.text}
    theirs = _keys(locale / "vi/LC_MESSAGES/django.po")
    ours = _keys(UI / "locale/vi/LC_MESSAGES/django.po")
    assert len(source) > 300
    assert source - set(theirs) - set(ours) == set()


def test_the_design_system_has_no_message_without_english() -> None:
    assert messages.missing(UI) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_compiled_is_what_was_written(language: str) -> None:
    path = UI / f"locale/{language}/LC_MESSAGES/django.po"
    parsed = catalogue.parse(path.read_text(encoding="utf-8"))
    loaded = gettext.GNUTranslations(io.BytesIO(catalogue.compiled(parsed)))
    for message in parsed:
        if message.text and message.plural is None and message.context is None:
            assert loaded.gettext(message.text) == message.translations[0]
        elif message.plural:
            assert loaded.ngettext(message.text, message.plural, 3) == message.translations[-1]


def test_a_po_file_is_read_with_its_plurals_contexts_and_doubts() -> None:
    source = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#: somewhere.py
msgctxt "verb"
msgid "Gửi"
msgstr "Send"
msgid "%d ngày"
msgid_plural "%d ngày "
msgstr[0] "%d day"
msgstr[1] "%d days"

#, fuzzy
msgid "Kỳ"
msgstr "Term"

msgid ""
"dài "
"dòng"
msgstr "long\\n\\"quoted\\""
"""
    header, verb, days, doubtful, long = catalogue.parse(source)
    assert header.text == ""
    assert (verb.context, verb.translations) == ("verb", ("Send",))
    assert days.translations == ("%d day", "%d days")
    assert doubtful.fuzzy
    assert (long.text, long.translations) == ("dài dòng", ('long\n"quoted"',))
    loaded = gettext.GNUTranslations(io.BytesIO(catalogue.compiled([header, verb, days, doubtful, long])))
    assert loaded.pgettext("verb", "Gửi") == "Send"
    assert loaded.ngettext("%d ngày", "%d ngày ", 1) == "%d day"
    assert loaded.gettext("Kỳ") == "Kỳ"
    with pytest.raises(catalogue.Malformed, match="line 1"):
        catalogue.parse('msgid "open')
