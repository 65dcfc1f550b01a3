"""Texts of a report, and whose each section is."""

import datetime as dt

from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import nfc
from cchc.reports.actions._opening import writing
from cchc.reports.models import Section
from cchc.reports.queries import whole

LONGEST = 20_000


def write(report_id: int, key: str, text: str, *, actor: Actor, now: dt.datetime) -> None:
    """Keep the text of one section."""
    text = nfc(text).strip()
    if len(text) > LONGEST:
        raise Refusal(f"Mục này dài {len(text)} ký tự; nhiều nhất {LONGEST}.", "text")
    with writing(report_id, actor) as report:
        _must_have(whole.sections_of(report), key)
        Section.objects.update_or_create(report=report, key=key, defaults={"text": text})


def give(report_id: int, key: str, owner_id: int | None, *, actor: Actor, now: dt.datetime) -> None:
    """Say who writes a section; nobody in particular for ``None``. The page offers people of the unit."""
    with writing(report_id, actor) as report:
        _must_have(whole.sections_of(report), key)
        Section.objects.update_or_create(report=report, key=key, defaults={"owner_id": owner_id})


def _must_have(sections: tuple[whole.SectionOf, ...], key: str) -> None:
    if not any(section.key == key and section.kind == "text" for section in sections):
        raise Refusal(f"Đề cương của báo cáo này không có mục lời văn “{key}”.")
