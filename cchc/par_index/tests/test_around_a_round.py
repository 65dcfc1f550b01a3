"""Around a round: who is told and reminded, who may open what, units that merged, the notice, the archive."""

import datetime as dt
import hashlib
import io
import zipfile
from decimal import Decimal
from typing import Any

import docx
import pytest

from cchc.documents.models import Outgoing, StoredFile
from cchc.kernel.files import contents
from cchc.kernel.refusal import Refusal
from cchc.notifications.models import Notice
from cchc.notifications.queries.reached import reached as due_now
from cchc.organisation.actions import changes as organisation
from cchc.organisation.rules.changes import Details, Record
from cchc.organisation.rules.registry import Party
from cchc.par_index import events, reactions
from cchc.par_index.actions import appraising, publishing, rounds, schemes, scoring
from cchc.par_index.actions.scoring import Proof
from cchc.par_index.models import Body, Publication, Round, Scheme, Sheet
from cchc.par_index.queries import results
from cchc.par_index.queries.due import owed
from cchc.par_index.states import Stage
from cchc.par_index.tests.test_round import (
    CONTENT,
    DAYS,
    NOW,
    answers,
    case,
    finished,
    opened,
    scheme,
    score_all,
    sheet,
    who,
)
from cchc.par_index.types import Given
from cchc.plans.tests.work_cases import Case
from cchc.plans.tests.work_door import head_of, signed_in, text_of

__all__ = ["case"]
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


# ------------------------------------------------------------------ told, reminded, urged
def told() -> set[tuple[str, str]]:
    """Return (who, what) of every notice, and forget them."""
    found = set(Notice.objects.values_list("user__username", "what"))
    Notice.objects.all().delete()
    return found


def test_each_stage_tells_whoever_has_to_act(case: Case) -> None:
    found = opened(case)
    reactions.opened(events.RoundOpened(found.pk))
    assert {("clerk", "index_opened"), ("head", "index_opened"), ("other", "index_opened")} <= told()
    score_all(found, case)
    Body.objects.filter(round=found, code="1.1").update(unit_id=case.units["S2"].pk)
    rounds.advance(found.pk, Stage.SELF, **who(case))
    reactions.moved(events.RoundMoved(found.pk, Stage.APPRAISAL))
    first = told()
    assert ("other", "index_appraise") in first, "the body that owns a leaf"
    assert ("clerk", "index_appraise") not in first, "who is only scored has nothing to appraise"
    for one in Sheet.objects.filter(round=found):
        appraising.agree(one.pk, ["1.1", "1.3"], **who(case))
    rounds.advance(found.pk, Stage.APPRAISAL, **who(case))
    reactions.moved(events.RoundMoved(found.pk, Stage.EXPLANATION))
    assert {("clerk", "index_explain"), ("head", "index_explain")} <= told()


def test_what_is_owed_is_reminded_until_it_is_done(case: Case) -> None:
    found = opened(case)
    units = set(Sheet.objects.filter(round=found).values_list("unit_id", flat=True))
    assert owing(DAYS.own) == units
    assert owing(DAYS.own - dt.timedelta(days=8)) == set(), "not before its day comes near"
    score_all(found, case)
    scoring.lock(sheet(found, case).pk, **who(case))
    assert owing(DAYS.own) == units - {case.units["S1"].pk}


def test_an_appraisal_is_not_owed_before_its_day_comes_near(case: Case) -> None:
    found = opened(case)
    score_all(found, case)
    rounds.advance(found.pk, Stage.SELF, **who(case))
    assert not owed(DAYS.appraisal - dt.timedelta(days=1))
    lacks = owed(DAYS.appraisal)
    assert {lack.due_on for lack in lacks} == {DAYS.appraisal}
    assert {lack.unit_id for lack in owed(DAYS.appraisal, [lacks[0].unit_id])} == {lacks[0].unit_id}


def owing(today: dt.date) -> set[int]:
    return {due.unit_id for due, _rung in due_now(today) if due.key.startswith("par_index.round:")}


def test_urging_reaches_the_late_ones_only(case: Case) -> None:
    found = opened(case)
    score_all(found, case)
    scoring.lock(sheet(found, case).pk, **who(case))
    office, page = signed_in(case, "office"), f"/don-doc/dotcham-{found.pk}/"
    left = Sheet.objects.filter(round=found).count() - 1
    assert f"Đôn đốc {left} việc" in text_of(office.get(page))
    assert "được báo" in text_of(office.post(page, follow=True))
    assert ("other", "urged") in told()
    assert ("clerk", "urged") not in told()
    for one in Sheet.objects.filter(round=found, locked_at=None):
        scoring.lock(one.pk, **who(case))
    assert "Không có việc nào đang mở" in text_of(office.post(page, follow=True))


# ------------------------------------------------------------------ who may open what
def test_a_body_appraises_what_it_owns_and_never_itself(case: Case) -> None:
    found = opened(case)
    score_all(found, case)
    Body.objects.filter(round=found, code="1.1").update(unit_id=case.units["S2"].pk)
    rounds.advance(found.pk, Stage.SELF, **who(case))
    page, body = f"/chi-so/dot/{found.pk}/tham-dinh/", signed_in(case, "other")
    shown = text_of(body.get(page))
    assert "1.1" in shown
    assert "1.3" not in shown
    own = sheet(found, case, "S2")
    body.post(page, {"phieu": [own.pk, sheet(found, case).pk]})
    assert "1.1" in sheet(found, case, "S2").open_leaves, "a body does not agree with itself"
    assert "1.1" not in sheet(found, case).open_leaves
    assert body.post(f"{page}?muc=1.3", {"phieu": [sheet(found, case).pk]}).status_code == 404
    assert "1.3" in sheet(found, case).open_leaves
    assert signed_in(case, "clerk").get(page).status_code == 404, "who owns nothing has no such page"


def test_an_owner_whom_nobody_knows_is_named_before_the_round_opens(case: Case) -> None:
    owners = {"1.1": "Sở Không Có", "1.3": "Sở Không Có", "2.1": "Sở Tài chính"}
    tree = [{**row, "owner": owners.get(row["code"], "")} for row in CONTENT["tree"]]
    number = scheme(case, {**CONTENT, "tree": tree})
    told = text_of(signed_in(case, "office").get(f"/chi-so/mo-dot/{number}/"))
    assert "Sở Không Có : 1.1, 1.3" in told
    assert "2.1" not in told


@pytest.mark.parametrize("name", ["clerk", "head", "other", "district", "commune"])
def test_only_the_operator_publishes_and_keeps_the_archive(case: Case, name: str) -> None:
    found = published(case)
    reader = signed_in(case, name)
    assert reader.get(f"/chi-so/dot/{found.pk}/cong-bo/").status_code == 403
    assert reader.get(f"/chi-so/dot/{found.pk}/ban-1.zip").status_code == 403


def test_the_notice_is_signed_by_who_heads_the_operator(case: Case) -> None:
    found = finished(case)
    answers(case, found)
    client, address = signed_in(case, "office"), f"/chi-so/dot/{found.pk}/cong-bo/"
    assert "Chưa biết ai ký" in text_of(client.get(address))
    form = {"lam": "cong-bo", "signer": case.people["office"].pk, "post": "CHỦ TỊCH", "name": "Ai đó"}
    head = head_of(case)
    assert "Nguyễn Văn Ký, Chủ tịch" in text_of(client.get(address))
    assert client.post(address, form).status_code == 422
    with pytest.raises(Refusal, match="không phải lãnh đạo đơn vị"):
        publishing.publish(found.pk, case.people["office"].pk, **who(case))
    assert client.post(address, {**form, "signer": head}).status_code == 302
    assert Outgoing.objects.get().signer == "Nguyễn Văn Ký"


def published(case: Case) -> Round:
    found = finished(case)
    answers(case, found)
    publishing.publish(found.pk, head_of(case), **who(case))
    return Round.objects.select_related("scheme", "unit").get(pk=found.pk)


# ------------------------------------------------------------------ paper and archive
def test_the_notice_lists_every_unit_with_its_rank(case: Case) -> None:
    found = published(case)
    file = StoredFile.objects.get(outgoing__about=publishing.about(found.pk), name__endswith=".docx")
    book = docx.Document(io.BytesIO(contents.of(file.file)))
    words = [[cell.text for cell in row.cells] for table in book.tables for row in table.rows]
    table = results.table(found)
    assert len(table.lines) == Sheet.objects.filter(round=found).count()
    for line in table.lines:
        assert any(row[:2] == [str(line.rank), line.name] and row[-1] == line.band for row in words)
    text = "\n".join(paragraph.text for paragraph in book.paragraphs)
    assert Publication.objects.get(round=found).sha256 in text
    assert "không phải bộ tiêu chí chính thức" in text


def test_the_archive_holds_what_the_hashes_say(case: Case) -> None:
    found = opened(case)
    one = sheet(found, case)
    sent = {scoring.prove(one.pk, "1.1", Proof(file=("Kế hoạch.pdf", PAPER)), **who(case)) for _ in range(2)}
    assert len(sent) == 1, "the same form twice is one piece of evidence"
    score_all(found, case)
    for stage in (Stage.SELF, Stage.APPRAISAL):
        rounds.advance(found.pk, stage, **who(case))
        for other in Sheet.objects.filter(round=found):
            if stage == Stage.SELF:
                appraising.agree(other.pk, ["1.1", "1.2", "1.3"], **who(case))
    rounds.advance(found.pk, Stage.EXPLANATION, **who(case))
    rounds.advance(found.pk, Stage.RECHECK, **who(case))
    answers(case, found)
    publishing.publish(found.pk, head_of(case), **who(case))
    said = Publication.objects.get(round=found)
    response = signed_in(case, "office").get(f"/chi-so/dot/{found.pk}/ban-1.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(response))) as kept:  # type: ignore[arg-type]
        sums = {line[66:]: line[:64] for line in kept.read("SHA256SUMS").decode().splitlines()}
        assert {name: hashlib.sha256(kept.read(name)).hexdigest() for name in sums} == sums
        assert sums["ket-qua.json"] == said.sha256
        proof = next(name for name in sums if name.startswith("tai-lieu/thu-s1/1.1/"))
        assert kept.read(proof) == PAPER
        assert {name.rsplit(".", 1)[1] for name in sums if name.startswith("thong-bao/")} == {"docx", "pdf"}
    assert signed_in(case, "office").get(f"/chi-so/dot/{found.pk}/ban-2.zip").status_code == 404


# ------------------------------------------------------------------ units that merged
def test_a_merged_unit_keeps_the_history_of_both(case: Case) -> None:
    first = published(case)
    ranks = {line.unit_id: line.rank for line in results.table(first).lines}
    on = dt.date(2019, 7, 1)
    before = [Party(case.units["S1"].slug), Party(case.units["S2"].slug)]
    made = Details(name="Sở Mới", level="department", kind="department", parent=case.units["P"].slug, slug="so-moi")
    organisation.merge(before, made, Record(on=on, basis="Quyết định thử"), **who(case))
    second = following(first, case)
    (line,) = [line for line in results.table(second).lines if line.name == "Sở Mới"]
    assert {one.rank for one in line.before} == {ranks[case.units["S1"].pk], ranks[case.units["S2"].pk]}
    assert line.rise is None, "two ranks make no single rise"
    others = [one for one in results.table(second).lines if one.name != "Sở Mới"]
    assert all(len(one.before) == 1 for one in others)


def test_a_unit_that_takes_in_another_shows_both(case: Case) -> None:
    first = published(case)
    before = [Party(case.units["S1"].slug), Party(case.units["S2"].slug)]
    organisation.merge(
        before, case.units["S1"].slug, Record(on=dt.date(2019, 7, 1), basis="Quyết định thử"), **who(case)
    )
    (line,) = [line for line in results.table(following(first, case)).lines if line.unit_id == case.units["S1"].pk]
    assert len(line.before) == 2


def following(first: Round, case: Case) -> Round:
    """Return a round after ``first`` under the same scheme."""
    last = dt.date(2019, 9, 30)
    days = rounds.Days(dt.date(2019, 1, 1), last, *(last + dt.timedelta(days=10 * n) for n in range(1, 6)))
    number = rounds.open_(first.scheme_id, "Đợt sau", days, **who(case, now=NOW.replace(month=10)))
    return Round.objects.select_related("scheme").get(pk=number)


# ------------------------------------------------------------------ what would raise a score
def test_an_opinion_is_no_step_unless_the_unit_says_so(case: Case) -> None:
    tree = [{**row, "rule": {"type": "ratio"}} if row["code"] == "2.1" else row for row in CONTENT["tree"]]
    found = Round.objects.get(pk=rounds.open_(scheme(case, {**CONTENT, "tree": tree}), "Đợt thử", DAYS, **who(case)))
    one = sheet(found, case)
    scoring.enter(one.pk, "1.1", Given("đạt"), **who(case))
    address, reader = f"/chi-so/phieu/{one.pk}/can-lam/", signed_in(case, "clerk")
    plain = reader.get(address, {"dich": "loai-0"})
    assert "2.1" in {line.leaf.code for line in plain.context["lines"] if line.nearest}, "what it would bring is shown"
    assert plain.context["plan"] is None, "nothing but the survey could bring the best class"
    stated = reader.get(address, {"dich": "loai-0", "cong-2.1": "0,5"}).context
    assert {step.code for step in stated["plan"].steps} == {"2.1"}


def test_an_effort_of_nothing_costs_nothing(case: Case) -> None:
    found = opened(case)
    one = sheet(found, case)
    scoring.enter(one.pk, "1.1", Given("không"), "chưa có", **who(case))
    scoring.enter(one.pk, "1.3", Given("10"), **who(case))
    page = signed_in(case, "clerk").get(f"/chi-so/phieu/{one.pk}/can-lam/", {"cong-1.1": "0"})
    plan: Any = page.context["plan"]
    steps = {step.code: step for step in plan.steps}
    assert steps["1.1"].cost == 0
    assert Decimal(Scheme.objects.get(pk=found.scheme_id).content["tree"][1]["max"]) == steps["1.1"].gain


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"num": "5", "den": ""}, "Ghi cả hai số"),
        ({"num": "", "den": "5"}, "Ghi cả hai số"),
        ({"num": "5", "den": "10", "value": "50"}, "để trống tỷ lệ"),
        ({"num": "9,5", "den": "6"}, "9,5/6 không phải một phần của tổng"),
        ({"num": "", "den": "", "value": "150"}, "150% lớn hơn 100%"),
        ({"num": "-1", "den": "5"}, "Nhập số từ 0 trở lên"),
        ({"num": "ba", "den": "5"}, "Nhập một số, ví dụ"),
    ],
)
def test_a_share_that_can_not_be_is_told_at_its_field(case: Case, typed: dict[str, str], says: str) -> None:
    rule = {"type": "ratio"}
    tree = [{**row, "rule": rule} if row["code"] == "1.1" else row for row in CONTENT["tree"]]
    number = rounds.open_(scheme(case, {**CONTENT, "tree": tree}), "Đợt thử", DAYS, **who(case))
    one = sheet(Round.objects.get(pk=number), case)
    page = signed_in(case, "clerk").post(f"/chi-so/phieu/{one.pk}/muc/1.1/", {"lam": "diem", "value": "", **typed})
    assert page.status_code == 422
    assert says in text_of(page)


# ------------------------------------------------------------------ opened or written by mistake
def test_a_round_whose_first_day_is_over_is_not_opened(case: Case) -> None:
    number = scheme(case)
    with pytest.raises(Refusal, match="Hạn tự chấm đã qua"):
        rounds.open_(number, "Đợt thử", DAYS, **who(case, now=NOW + dt.timedelta(days=11)))


def test_a_round_is_given_up_with_a_reason_and_its_period_is_free_again(case: Case) -> None:
    found = opened(case)
    score_all(found, case)
    with pytest.raises(Refusal, match="vì sao hủy"):
        rounds.cancel(found.pk, " ", **who(case))
    rounds.cancel(found.pk, "Mở nhầm bộ tiêu chí", **who(case))
    reactions.moved(events.RoundMoved(found.pk, Stage.CANCELLED))
    assert ("clerk", "index_cancelled") in told()
    with pytest.raises(Refusal, match="sang bước khác"):
        scoring.enter(sheet(found, case).pk, "1.1", Given("không"), **who(case))
    assert owing(DAYS.own) == set()
    assert rounds.keep_days(now=NOW + dt.timedelta(days=90)) == 0
    page = text_of(signed_in(case, "clerk").get(f"/chi-so/dot/{found.pk}/"))
    assert "Đợt chấm đã hủy Mở nhầm bộ tiêu chí" in page
    again = rounds.open_(found.scheme_id, "Đợt mở lại", DAYS, **who(case))
    assert Round.objects.get(pk=again).stage == Stage.SELF
    with pytest.raises(Refusal, match="đã hủy"):
        rounds.cancel(found.pk, "Lần nữa", **who(case))


def test_what_was_published_is_corrected_and_never_given_up(case: Case) -> None:
    found = published(case)
    publishing.correct(found.pk, "Cộng nhầm", **who(case))
    with pytest.raises(Refusal, match="đính chính"):
        rounds.cancel(found.pk, "Hủy", **who(case))


def test_a_draft_is_thrown_away_and_nothing_else(case: Case) -> None:
    office = signed_in(case, "office")
    number = scheme(case)
    assert office.post(f"/chi-so/bo-tieu-chi/{number}/", {"lam": "xoa"}).url.endswith(f"/{number}/")
    draft = schemes.copy(number, 2020, "Bộ năm sau", **who(case))
    assert signed_in(case, "clerk").post(f"/chi-so/bo-tieu-chi/{draft}/", {"lam": "xoa"}).status_code == 404
    assert office.post(f"/chi-so/bo-tieu-chi/{draft}/", {"lam": "xoa"}).url == "/chi-so/bo-tieu-chi/"
    assert list(Scheme.objects.values_list("pk", flat=True)) == [number]


# ------------------------------------------------------------------ lists
def test_the_results_are_ordered_and_narrowed_by_the_address(case: Case) -> None:
    found = published(case)
    office, address = signed_in(case, "office"), f"/chi-so/dot/{found.pk}/ket-qua/"
    ranks = [line.rank for line in office.get(address).context["page"].object_list]
    assert ranks == sorted(ranks)
    upside_down = office.get(address, {"sap": "-hang"}).context["page"].object_list
    assert [line.rank for line in upside_down] == sorted(ranks, reverse=True)
    best = office.get(address, {"loai": "Tốt"}).context["page"].object_list
    assert {line.band for line in best} <= {"Tốt"}
    assert "Không có đơn vị nào xếp loại này" in text_of(office.get(address, {"loai": "Yếu"}))


def test_who_is_missing_what_goes_into_a_file(case: Case) -> None:
    found = opened(case)
    scoring.enter(sheet(found, case).pk, "1.1", Given("đạt"), **who(case))
    office, address = signed_in(case, "office"), f"/chi-so/dot/{found.pk}/"
    lines = b"".join(office.get(address, {"xuat": "csv", "sap": "ten"})).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
    assert [line.split(",")[0] for line in lines[1:]] == ["Sở Nội vụ", "Sở Tài chính"]
    assert '"1.3, 2.1"' in lines[1]
    assert '"1.1, 1.3, 2.1"' in lines[2]


@pytest.mark.parametrize(
    ("asked", "count"),
    [({}, 1), ({"nam": "2019"}, 1), ({"nam": "2018"}, 1), ({"buoc": "dang-cham"}, 1), ({"buoc": "published"}, 0)],
)
def test_rounds_are_narrowed_by_year_and_stage(case: Case, asked: dict[str, str], count: int) -> None:
    opened(case)
    page = signed_in(case, "office").get("/chi-so/", asked)
    assert len(page.context["page"].object_list) == count
    assert ("Không có đợt chấm nào như vậy" in text_of(page)) == (count == 0)
