"""What a round of the index and a meeting give people to do: each story ends with the act it is about."""

import datetime as dt
from typing import Any

from cchc.documents.types import Signature
from cchc.meetings.actions import holding
from cchc.meetings.types import Header, Said
from cchc.par_index.actions import publishing, rounds, scoring
from cchc.par_index.actions.scoring import Proof
from cchc.par_index.models import Body, Round
from cchc.par_index.states import Stage
from cchc.par_index.tests.test_round import DAYS, answers, finished, opened, scheme, score_all, sheet, who
from cchc.par_index.types import Given
from cchc.plans.tests.work_cases import Case, at
from cchc.plans.tests.work_door import by, head_of

JUNE, JULY = dt.date(2019, 6, 10), dt.date(2019, 7, 5)
SIGNED = Signature(("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH", "Nguyễn Văn Ký")


def invited(case: Case) -> int:
    found = rounds.open_(scheme(case), "Đợt thử", DAYS, **who(case))
    return sheet(Round.objects.get(pk=found), case).pk


def to_appraise(case: Case) -> int:
    found = opened(case)
    score_all(found, case)
    Body.objects.filter(round=found, code="1.1").update(unit_id=case.units["S2"].pk)
    rounds.advance(found.pk, Stage.SELF, **who(case))
    return found.pk


def handed_to_another_body(case: Case) -> int:
    found = opened(case)
    score_all(found, case)
    rounds.advance(found.pk, Stage.SELF, **who(case))
    rounds.assign(found.pk, "1.1", case.units["S2"].pk, **who(case))
    return found.pk


def opened_again(case: Case) -> int:
    one = sheet(opened(case), case)
    scoring.enter(one.pk, "1.1", Given("đạt"), **who(case))
    scoring.enter(one.pk, "1.3", Given("3"), **who(case))
    scoring.prove(one.pk, "1.1", Proof("5/KH", dt.date(2019, 1, 5), "trang 2"), **who(case))
    scoring.lock(one.pk, **who(case))
    rounds.reopen(one.pk, "Thiếu phụ lục", **who(case))
    return one.pk


def given_up(case: Case) -> int:
    found = opened(case)
    rounds.cancel(found.pk, "Chấm lại theo bộ tiêu chí mới", **who(case))
    return sheet(found, case).pk


def published(case: Case) -> int:
    found = finished(case)
    answers(case, found)
    publishing.publish(found.pk, head_of(case), **who(case))
    return sheet(found, case).pk


def published_under_a_known_signature(case: Case) -> int:
    found = finished(case)
    answers(case, found)
    publishing.publish_as(found.pk, SIGNED, **who(case))
    return sheet(found, case).pk


def _meeting(case: Case, by_office: dict[str, Any]) -> int:
    header = Header(2019, 2, JULY, "Hội trường", "Đồng chí Chủ tịch")
    number = holding.prepare(case.units["P"].pk, header, **by_office)
    said = Said("Rà soát hồ sơ tồn", case.units["S1"].pk, JULY + dt.timedelta(30))
    holding.conclude(number, said, **by_office)
    return number


def concluded_in_a_meeting(case: Case) -> int:
    by_office = {**by(case, "office"), "now": at(JULY, 16)}
    holding.issue(_meeting(case, by_office), head_of(case), **by_office)
    return 0


def concluded_under_a_known_signature(case: Case) -> int:
    by_office = {**by(case, "office"), "now": at(JULY, 16)}
    holding.issue_as(_meeting(case, by_office), SIGNED, **by_office)
    return 0


STORIES = [
    (JUNE, invited, "clerk", "index_opened", "/viec-cua-toi/", "/chi-so/phieu/{}/"),
    (JUNE, invited, "head", "index_opened", "/viec-cua-toi/", "/chi-so/phieu/{}/"),
    (JUNE, to_appraise, "other", "index_appraise", "/viec-cua-toi/", "/chi-so/dot/{}/tham-dinh/"),
    (JUNE, handed_to_another_body, "other", "index_appraise", "/viec-cua-toi/", "/chi-so/dot/{}/tham-dinh/"),
    (JUNE, opened_again, "clerk", "returned", "/viec-cua-toi/", "/chi-so/phieu/{}/"),
    (JUNE, opened_again, "clerk", "returned", "/thong-bao/", "Thiếu phụ lục"),
    (JUNE, given_up, "clerk", "index_cancelled", "/thong-bao/", "Đợt thử"),
    (JUNE, published, "clerk", "index_published", "/chi-so/", "Đợt thử"),
    (JUNE, published_under_a_known_signature, "clerk", "index_published", "/chi-so/", "Đợt thử"),
    (JULY, concluded_in_a_meeting, "clerk", "assigned", "/viec/", "Rà soát hồ sơ tồn"),
    (JULY, concluded_under_a_known_signature, "clerk", "assigned", "/viec/", "Rà soát hồ sơ tồn"),
]
