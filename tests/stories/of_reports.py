"""What a periodic report gives people to do, from step to step: each story ends with the act it is about."""

import datetime as dt
from typing import Any

from cchc.accounts.models import User
from cchc.plans.tests.work_cases import Case, at
from cchc.plans.tests.work_door import by, head_of
from cchc.reports.actions import beginning, moving, outlines, writing
from cchc.reports.models import Report
from cchc.reports.tests.year import written

MARCH = dt.date(2019, 3, 18)


def who(case: Case, name: str = "commune") -> dict[str, Any]:
    return {**by(case, name), "now": at(MARCH)}


def begun(case: Case) -> Report:
    """Begin the first quarter's report of commune X1, whose head is the case's ``signer``."""
    outlines.load(**who(case, "office"))
    case.people["signer"] = User.objects.get(pk=head_of(case, "X1", "Chủ tịch"))
    number = beginning.begin(case.units["X1"].pk, "quarter_1", 2019, **who(case))
    return Report.objects.select_related("outline").get(pk=number)


def checked(case: Case) -> int:
    report = written(begun(case))
    moving.check(report.pk, **who(case))
    return report.pk


def numbered(case: Case) -> int:
    number = checked(case)
    moving.give_number(number, case.people["signer"].pk, "1/BC", sure=True, **who(case, "signer"))
    return number


def delivered(case: Case) -> int:
    number = numbered(case)
    moving.send(number, sure=True, **who(case))
    return number


def accepted(case: Case) -> int:
    number = delivered(case)
    moving.accept(number, **who(case, "district"))
    return number


def sent_back(case: Case) -> int:
    number = delivered(case)
    moving.send_back(number, "Thiếu phụ lục", **who(case, "district"))
    return number


def called_back(case: Case) -> int:
    number = delivered(case)
    moving.reopen(number, "Sai số liệu", **who(case))
    return number


def given_a_section(case: Case) -> int:
    report = begun(case)
    writing.write(report.pk, "I", "Lời", case.people["commune"].pk, **who(case, "signer"))
    return report.pk


_PAGE = "/bao-cao-dinh-ky/{}/"
STORIES = [
    (MARCH, checked, "signer", "to_sign", "/viec-cua-toi/cho-duyet/", _PAGE),
    (MARCH, numbered, "commune", "to_send", "/viec-cua-toi/", _PAGE),
    (MARCH, delivered, "district", "delivered", "/viec-cua-toi/cho-duyet/", _PAGE),
    (MARCH, accepted, "commune", "accepted", "/thong-bao/", "Báo cáo quý I"),
    (MARCH, sent_back, "commune", "returned", "/viec-cua-toi/", _PAGE),
    (MARCH, called_back, "commune", "reopened", "/viec-cua-toi/", _PAGE),
    (MARCH, called_back, "district", "called_back", "/thong-bao/", "Báo cáo quý I"),
    (MARCH, given_a_section, "commune", "section", "/thong-bao/", "Báo cáo quý I"),
]
