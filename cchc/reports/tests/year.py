"""A small province for tests of reports: one department, one district, two communes."""

import datetime as dt

from django.conf import settings
from django.test import Client

from cchc.accounts.models import Grant, User
from cchc.kernel.clock import ZONE
from cchc.kernel.history import Actor
from cchc.organisation.models import Unit, UnitVersion
from cchc.reports.actions import beginning, filling, moving, outlines, writing
from cchc.reports.models import Report
from cchc.reports.queries import whole

ACTOR = Actor(None, "Người thử", "test")
NOW = dt.datetime(2019, 3, 15, 9, tzinfo=ZONE)
WHO = {"actor": ACTOR, "now": NOW}


def units() -> dict[str, int]:
    """Make the units and the outline; return the numbers of the units."""
    made: dict[str, int] = {}
    for slug, level, above in [
        ("tinh", "province", None),
        ("so", "department", "tinh"),
        ("huyen", "district", "tinh"),
        ("xa-a", "commune", "huyen"),
        ("xa-b", "commune", "huyen"),
    ]:
        unit = Unit.objects.create(slug=slug)
        UnitVersion.objects.create(
            unit=unit, code=slug, name=slug, official_name=slug, short=slug, level=level, kind=level,
            parent_id=made.get(above or ""), sort_key=slug, folded=slug,
        )  # fmt: skip
        made[slug] = unit.pk
    outlines.load(**WHO)
    return made


def signed_in(role: str, unit: str, unit_id: int) -> Client:
    """Return the browser of a new person who holds a role over a unit."""
    name = f"{role}-{unit}"
    user = User.objects.create(username=name, full_name=name, unit_id=unit_id)
    Grant.objects.create(user=user, role=role, unit_id=unit_id, valid_from=dt.date(2019, 1, 1))
    found = Client()
    found.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return found


def head_of(unit_id: int) -> int:
    """Return somebody who heads a unit."""
    user, is_new = User.objects.get_or_create(
        username=f"ky-{unit_id}", defaults={"full_name": "Nguyễn Văn Ký", "unit_id": unit_id}
    )
    if is_new:
        Grant.objects.create(user=user, role="head", unit_id=unit_id, valid_from=dt.date(2019, 1, 1))
    return user.pk


def begun(unit_id: int, kind: str = "quarter_1") -> Report:
    """Begin a report."""
    return Report.objects.select_related("outline").get(pk=beginning.begin(unit_id, kind, 2019, **WHO))


def written(report: Report) -> Report:
    """Write every text of a report."""
    for part in whole.whole(report).parts:
        if part.of.kind == "text":
            writing.write(report.pk, part.of.key, f"Lời của {report.unit_id}, mục {part.of.key}", None, **WHO)
    return report


def sent(report: Report, procedures: int = 0, dossiers: tuple[int, int] = (0, 0)) -> Report:
    """Type counters, write, check, sign and send."""
    filling.enter(report.pk, "procedures_published", (procedures, 0), **WHO)
    filling.enter(report.pk, "dossiers_on_time", dossiers, **WHO)
    written(report)
    moving.check(report.pk, **WHO)
    moving.give_number(report.pk, head_of(report.unit_id), "1/BC", sure=True, **WHO)
    moving.send(report.pk, sure=True, **WHO)
    report.refresh_from_db()
    return report
