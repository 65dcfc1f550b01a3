"""A round from opening to a corrected publication: by its actions, against the database."""

import datetime as dt
import hashlib
import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from cchc.kernel.clock import ZONE
from cchc.kernel.refusal import Refusal
from cchc.par_index.actions import appraising, publishing, rounds, schemes, scoring, surveying
from cchc.par_index.actions.rounds import Days
from cchc.par_index.actions.scoring import Proof
from cchc.par_index.models import Body, Change, Publication, Round, Scheme, Score, Sheet
from cchc.par_index.queries import measured, results
from cchc.par_index.states import Figure, Source, Stage
from cchc.par_index.types import Given
from cchc.plans.tests.work_cases import Case
from cchc.plans.tests.work_door import by, head_of, signed_in, text_of, with_roles
from cchc.surveys.actions import receiving
from cchc.surveys.types import Settings

NOW = dt.datetime(2019, 6, 10, 9, tzinfo=ZONE)
CHOICE = {"type": "choice", "options": [{"label": "đạt", "score": 2}, {"label": "không", "score": 0}]}
CONTENT = {
    "classes": [{"name": "Tốt", "from": 80}, {"name": "Khá", "from": 50}, {"name": "Yếu", "from": 0}],
    "tree": [
        {"code": "1", "title": "Điều hành", "max": 6, "kind": "field"},
        {"code": "1.1", "title": "Kế hoạch", "max": 2, "kind": "self", "rule": CHOICE, "evidence": "Kế hoạch"},
        {"code": "1.2", "title": "Hoàn thành", "max": 2, "kind": "auto", "indicator": "plans.tasks_done",
         "rule": {"type": "ratio", "vacuous": "full"}},
        {"code": "1.3", "title": "Ứng dụng", "max": 2, "kind": "self", "rule": {"type": "relative_to_best"}},
        {"code": "2", "title": "Hài lòng", "max": 4, "kind": "field"},
        {"code": "2.1", "title": "Khảo sát", "max": 4, "kind": "survey",
         "rule": {"type": "survey_option_weights", "weights": {"tốt": 1, "kém": 0}}},
    ],
}  # fmt: skip
DAYS = Days(
    dt.date(2019, 1, 1), dt.date(2019, 6, 9), dt.date(2019, 6, 20), dt.date(2019, 6, 25), dt.date(2019, 6, 27),
    dt.date(2019, 6, 28), dt.date(2019, 6, 30),
)  # fmt: skip


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-06-10")
    return with_roles()


def who(case: Case, name: str = "office", now: dt.datetime = NOW) -> dict[str, Any]:
    return {**by(case, name), "now": now}


def scheme(case: Case, content: dict[str, Any] = CONTENT) -> int:
    unit = case.units["P"].pk
    number = schemes.create(unit, "department", 2019, "Bộ tiêu chí thử", content, **who(case))
    schemes.publish(number, is_official=False, **who(case))
    return number


def opened(case: Case) -> Round:
    return Round.objects.get(pk=rounds.open_(scheme(case), "Đợt thử", DAYS, **who(case)))


def sheet(found: Round, case: Case, unit: str = "S1") -> Sheet:
    return Sheet.objects.select_related("round__scheme").get(round=found, unit=case.units[unit])


def points(one: Sheet, code: str, figure: Figure) -> Decimal:
    return Score.objects.get(sheet=one, code=code, figure=figure).points


def score_all(found: Round, case: Case) -> None:
    for place, one in enumerate(Sheet.objects.filter(round=found)):
        scoring.enter(one.pk, "1.1", Given("đạt"), "Theo báo cáo.", **who(case))
        scoring.enter(one.pk, "1.3", Given(str(10 - place)), **who(case))


def test_a_published_scheme_is_frozen_in_the_database_and_in_words(case: Case) -> None:
    number = scheme(case)
    with pytest.raises(Refusal, match="đã ban hành"):
        schemes.take_out(number, 1, "1.3", **who(case))
    with pytest.raises(IntegrityError), transaction.atomic():
        Scheme.objects.filter(pk=number).update(content={"tree": []})


@pytest.mark.parametrize(
    ("code", "more", "where"),
    [
        ("1.1", {"max": 3}, "1: các mục con cộng lại 7"),
        ("1.2", {"indicator": "khong.co"}, "1.2: số đo “khong.co”"),
        ("1.1", {"rule": {"type": "ratio_with_floor", "full_at": 80}}, "1.1: quy tắc ratio_with_floor"),
        ("1.1", {"rule": {"type": "lạ"}}, "1.1: loại quy tắc “lạ”"),
    ],
)
def test_an_unsound_scheme_is_refused_with_its_place(case: Case, code: str, more: dict[str, Any], where: str) -> None:
    tree = [{**row, **more} if row["code"] == code else row for row in CONTENT["tree"]]
    with pytest.raises(Refusal, match=where):
        scheme(case, {**CONTENT, "tree": tree})


def test_two_who_edit_at_once_do_not_overwrite_each_other(case: Case) -> None:
    number = schemes.create(case.units["P"].pk, "department", 2019, "Bộ", CONTENT, **who(case))
    schemes.move(number, 1, "2", up=True, **who(case))
    with pytest.raises(Refusal, match=r"đã được sửa từ khi bạn mở trang này: hãy tải lại trang rồi sửa tiếp\.$"):
        schemes.move(number, 1, "1", up=False, **who(case))
    row = Scheme.objects.get(pk=number)
    assert row.content["tree"][0]["code"] == "2"


def test_measured_leaves_are_read_on_opening_and_can_not_be_typed(case: Case) -> None:
    found = opened(case)
    one = sheet(found, case)
    row = Score.objects.get(sheet=one, code="1.2", figure=Figure.SELF)
    assert row.source == Source.MEASURED
    assert row.why
    with pytest.raises(Refusal, match="không nhập tay"):
        scoring.enter(one.pk, "1.2", Given("100"), **who(case))
    with pytest.raises(Refusal, match="khảo sát"):
        scoring.enter(one.pk, "2.1", Given("tốt=1"), **who(case))


def test_every_change_keeps_who_when_why_old_and_new(case: Case) -> None:
    one = sheet(opened(case), case)
    scoring.enter(one.pk, "1.1", Given("không"), "chưa có", **who(case))
    scoring.enter(one.pk, "1.1", Given("đạt"), "đã ban hành", **who(case))
    last = Change.objects.filter(sheet=one, code="1.1").latest("pk")
    assert (last.old_value, last.new_value, last.old_points, last.new_points) == ("không", "đạt", 0, 2)
    assert (last.reason, last.at) == ("đã ban hành", NOW)
    assert last.by_name
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.filter(pk=last.pk).update(reason="khác")


def test_a_better_best_scores_the_others_anew_and_nothing_else(case: Case) -> None:
    found = opened(case)
    first, second = Sheet.objects.filter(round=found).order_by("pk")[:2]
    scoring.enter(first.pk, "1.3", Given("5"), **who(case))
    scoring.enter(second.pk, "1.3", Given("5"), **who(case))
    scoring.enter(first.pk, "1.3", Given("10"), **who(case))
    assert (points(first, "1.3", Figure.SELF), points(second, "1.3", Figure.SELF)) == (2, 1)
    second.refresh_from_db()
    assert Decimal(second.sums["1"][0]) == 1 + points(second, "1.2", Figure.SELF)


def test_the_head_locks_only_what_is_scored_and_proven(case: Case) -> None:
    one = sheet(opened(case), case)
    with pytest.raises(Refusal, match=r"1\.1, 1\.3"):
        scoring.lock(one.pk, **who(case))
    scoring.enter(one.pk, "1.1", Given("đạt"), **who(case))
    scoring.enter(one.pk, "1.3", Given("3"), **who(case))
    with pytest.raises(Refusal, match=r"tài liệu kiểm chứng hoặc giải thích: 1\.1"):
        scoring.lock(one.pk, **who(case))
    scoring.prove(one.pk, "1.1", Proof("5/KH", dt.date(2019, 1, 5), "trang 2"), **who(case))
    scoring.lock(one.pk, **who(case))
    with pytest.raises(Refusal, match="đã khóa"):
        scoring.enter(one.pk, "1.1", Given("không"), **who(case))
    rounds.reopen(one.pk, "Xin sửa", **who(case))
    scoring.enter(one.pk, "1.1", Given("không"), **who(case))


def test_a_stage_closes_by_itself_when_its_day_is_over(case: Case) -> None:
    found = opened(case)
    assert rounds.keep_days(now=dt.datetime(2019, 6, 20, 23, tzinfo=ZONE)) == 0
    assert rounds.keep_days(now=dt.datetime(2019, 6, 21, 1, tzinfo=ZONE)) == 1
    found.refresh_from_db()
    assert found.stage == Stage.APPRAISAL
    assert set(Sheet.objects.filter(round=found).values_list("is_overdue", flat=True)) == {True}
    # What was measured needs nobody's agreement.
    assert Score.objects.get(sheet=sheet(found, case), code="1.2", figure=Figure.APPRAISED).source == Source.MEASURED


def finished(case: Case) -> Round:
    """Take a round to the council: S1 is lowered, explains, and is granted its points."""
    found = opened(case)
    score_all(found, case)
    rounds.advance(found.pk, Stage.SELF, **who(case))
    one = sheet(found, case)
    with pytest.raises(Refusal, match="lý do"):
        appraising.appraise(one.pk, "1.1", Given("không"), "", **who(case))
    appraising.appraise(one.pk, "1.1", Given("không"), "Thiếu văn bản.", **who(case))
    for other in Sheet.objects.filter(round=found):
        appraising.agree(other.pk, ["1.1", "1.2", "1.3"], **who(case))
    rounds.advance(found.pk, Stage.APPRAISAL, **who(case))
    scoring.explain(one.pk, "1.1", Given("đạt"), "Đã gửi bổ sung.", **who(case))
    one.refresh_from_db()
    assert Decimal(one.sums["1.1"][0]) == 0, "what is asked for does not count"
    rounds.advance(found.pk, Stage.EXPLANATION, **who(case))
    assert appraising.agree(one.pk, ["1.1", "1.3"], **who(case)) == 1
    one.refresh_from_db()
    assert Decimal(one.sums["1.1"][0]) == 2
    rounds.advance(found.pk, Stage.RECHECK, **who(case))
    found.refresh_from_db()
    return found


def answers(case: Case, found: Round, count: int = 3) -> None:
    number = surveying.set_up(found.pk, Settings("Khảo sát", Decimal(5), 3), **who(case))
    units = Sheet.objects.filter(round=found).values_list("unit_id", flat=True)
    forms = [(unit, f"{unit}-{n}", "", {"c1": "tốt" if n else "kém"}) for unit in units for n in range(count)]
    assert receiving.receive(number, forms, **who(case)) == (len(forms), 0)


def test_nothing_is_published_below_the_minimum_of_answers(case: Case) -> None:
    found = finished(case)
    answers(case, found, count=2)
    assert not Score.objects.filter(sheet__round=found, code="2.1").exists()
    with pytest.raises(Refusal, match="chưa đủ phiếu"):
        publishing.publish(found.pk, head_of(case), **who(case))


def test_publication_freezes_and_a_correction_is_a_new_version(case: Case) -> None:
    found = finished(case)
    answers(case, found)
    assert publishing.publish(found.pk, head_of(case), **who(case)) == 1
    first = Publication.objects.get(round=found)
    assert hashlib.sha256(first.content.encode()).hexdigest() == first.sha256
    said = json.loads(first.content)
    mine = next(one for one in said["units"] if one["id"] == case.units["S1"].pk)
    assert {leaf["code"]: leaf["figure"] for leaf in mine["leaves"]}["1.1"] == "rechecked"
    assert Decimal(mine["points"]) == sum(Decimal(leaf["points"]) for leaf in mine["leaves"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=first.pk).update(content="{}")
    publishing.correct(found.pk, "Cộng nhầm", **who(case))
    one = sheet(found, case)
    appraising.appraise(one.pk, "1.1", Given("không"), "Hội đồng xem lại.", **who(case))
    with pytest.raises(Refusal, match="lý do"):
        publishing.publish(found.pk, head_of(case), **who(case))
    assert publishing.publish(found.pk, head_of(case), "Cộng nhầm", **who(case)) == 2
    assert Publication.objects.get(round=found, version=1).content == first.content
    page = Client().get(f"/cong-khai/chi-so/{first.pk}/")
    assert "đã được đính chính" in page.content.decode()
    assert Client().get(f"/cong-khai/chi-so/{first.pk}/du-lieu.json").content.decode() == first.content


def test_the_results_of_many_units_take_a_fixed_number_of_queries(case: Case, django_assert_num_queries: Any) -> None:
    found = Round.objects.select_related("scheme").get(pk=finished(case).pk)
    results.table(found)  # the registry is read
    # Sheets, the rounds before (own, then those of others), and three times whether the registry is unchanged.
    with django_assert_num_queries(6):
        table = results.table(found)
    assert len(table.lines) > 1
    assert [line.rank for line in table.lines] == sorted(line.rank for line in table.lines)


def test_who_may_score_and_appraise(case: Case) -> None:
    found = opened(case)
    one = sheet(found, case)
    page = f"/chi-so/phieu/{one.pk}/muc/1.1/"
    Body.objects.filter(round=found, code="1.1").update(unit_id=case.units["S2"].pk)
    assert "Tự chấm" in text_of(signed_in(case, "clerk").get(page))
    # The office sits on the other side of the table.
    assert signed_in(case, "office").post(page, {"lam": "diem", "value": "đạt"}).status_code == 403
    rounds.advance(found.pk, Stage.SELF, **who(case))
    assert signed_in(case, "clerk").post(page, {"lam": "diem", "value": "đạt"}).status_code == 403
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM par_index_score WHERE figure = 'appraised' AND code = '1.1'")
        assert cursor.fetchone()[0] == 0


def test_how_others_stand_is_not_told_before_publication(case: Case) -> None:
    found = opened(case)
    score_all(found, case)
    one = sheet(found, case)
    address = f"/chi-so/phieu/{one.pk}/can-lam/"
    told = text_of(signed_in(case, "clerk").get(address))
    assert "hạng biết khi kết quả được công bố" in told
    assert "Vượt" not in told
    assert signed_in(case, "clerk").get(f"/chi-so/dot/{found.pk}/ket-qua/").status_code == 403
    assert "hạng biết" not in text_of(signed_in(case, "office").get(address))


def test_a_measured_leaf_without_records_does_not_keep_a_head_from_locking(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can type it (``enter`` refuses), so nobody can be asked for it."""
    monkeypatch.setattr(measured, "givens", lambda *_given: {})
    one = sheet(opened(case), case)
    scoring.enter(one.pk, "1.1", Given("đạt"), "Theo báo cáo", **who(case))
    scoring.enter(one.pk, "1.3", Given("3"), **who(case))
    scoring.lock(one.pk, **who(case))
    one.refresh_from_db()
    assert one.missing == ["1.2", "2.1"]  # measured, and surveyed
    assert one.locked_at is not None


def test_many_figures_go_in_at_once_or_none(case: Case) -> None:
    one = sheet(opened(case), case)
    with pytest.raises(Refusal, match="lấy số từ hồ sơ"):
        scoring.enter_all(one.pk, [("1.1", Given("đạt"), ""), ("1.2", Given("5"), "")], **who(case))
    assert not Score.objects.filter(sheet=one, code="1.1").exists()
    assert scoring.enter_all(one.pk, [("1.1", Given("đạt"), "Theo báo cáo"), ("1.3", Given("3"), "")], **who(case)) == 2
    assert set(Score.objects.filter(sheet=one, source=Source.ENTERED).values_list("code", flat=True)) == {"1.1", "1.3"}


def test_sheets_that_lack_something_stay_open_when_many_are_locked(case: Case) -> None:
    found = opened(case)
    whole, bare = Sheet.objects.filter(round=found).order_by("pk")[:2]
    scoring.enter_all(whole.pk, [("1.1", Given("đạt"), "Theo báo cáo"), ("1.3", Given("3"), "")], **who(case))
    assert scoring.lock_all(found.pk, [whole.pk, bare.pk], **who(case)) == [whole.pk]
    whole.refresh_from_db()
    bare.refresh_from_db()
    assert (whole.locked_at is not None, bare.locked_at) == (True, None)
    assert scoring.lock_all(found.pk, [whole.pk], **who(case)) == []
    with pytest.raises(Refusal):
        scoring.lock(bare.pk, **who(case))
