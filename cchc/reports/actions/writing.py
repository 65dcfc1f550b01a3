"""Texts of a report, and whose each section is."""

import datetime as dt

from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import clean
from cchc.reports.actions._opening import writing
from cchc.reports.events import SectionGiven
from cchc.reports.models import Section
from cchc.reports.queries import people, whole

LONGEST = 20_000


def write(report_id: int, key: str, text: str, owner_id: int | None, *, actor: Actor, now: dt.datetime) -> None:
    """Keep the text of one section and who writes it; nobody in particular for ``None``."""
    text = clean(text).strip()
    if len(text) > LONGEST:
        raise Refusal("Mục này dài %(count)s ký tự; nhiều nhất %(most)s.", "text", count=len(text), most=LONGEST)
    with writing(report_id, actor) as report:
        if not any(section.key == key and section.kind == "text" for section in whole.sections_of(report)):
            raise Refusal("Đề cương của báo cáo này không có mục lời văn “%(key)s”.", key=key)
        if owner_id is not None and owner_id not in dict(people.writers(report.unit_id)):
            raise Refusal("Người được chọn không thuộc đơn vị này.", "owner")
        before = Section.objects.filter(report=report, key=key).values_list("owner_id", flat=True).first()
        Section.objects.update_or_create(report=report, key=key, defaults={"text": text, "owner_id": owner_id})
        if owner_id is not None and owner_id not in (before, actor.user_id):
            publish(SectionGiven(report.pk, report.unit_id, key, owner_id))
