"""The survey of a round: files, and answers on the platform that nothing leads back from."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client

from cchc.kernel import history, sheets
from cchc.kernel.history import entries, exported, sentences
from cchc.kernel.refusal import Refusal
from cchc.par_index.actions import answering, surveying
from cchc.par_index.actions.surveying import Settings, Wording
from cchc.par_index.models import Answer, Invitation, Round, Sample, Score, Sheet, Survey
from cchc.par_index.queries import surveys
from cchc.par_index.rules import sampling
from cchc.par_index.states import Source
from cchc.par_index.tests.test_round import CONTENT, NOW, case, opened, sheet, who
from cchc.par_index.types import settled
from cchc.plans.tests.work_cases import Case
from cchc.plans.tests.work_door import signed_in, text_of
from cchc.ui.tests.editing import as_opened

__all__ = ["case"]
LAST = dt.date(2019, 6, 25)
CRITERION = CONTENT["tree"][-1]["title"]  # type: ignore[index]
QUESTION = "Ông (bà) có hài lòng với cách phục vụ không?"


@pytest.fixture
def bare(case: Case) -> Survey:
    """A survey whose questions are still the titles of criteria."""
    found = opened(case)
    return Survey.objects.get(pk=surveying.set_up(found.pk, Settings("Khảo sát", Decimal(5), 2, LAST), **who(case)))


@pytest.fixture
def survey(bare: Survey, case: Case) -> Survey:
    surveying.word(bare.pk, {"c1": Wording(QUESTION, [sampling.EVERYBODY])}, **who(case))
    bare.refresh_from_db()
    return bare


def codes(survey: Survey, case: Case, each: int | None = 3) -> list[str]:
    made = answering.invite(survey.pk, each, **who(case))
    return [code for unit, _, code in made if unit == case.units["S1"].pk]


def fill(code: str, choice: str, case: Case, now: dt.datetime = NOW) -> None:
    answering.answer(code, {"c1": choice}, actor=history.PLATFORM, now=now)


def test_a_code_answers_once_however_it_is_typed(survey: Survey, case: Case) -> None:
    first, *_ = codes(survey, case)
    fill(f" {first[:5].upper()}-{first[5:]} ", "tốt", case)
    with pytest.raises(Refusal, match="đã dùng"):
        fill(first, "kém", case)
    with pytest.raises(Refusal, match="đã dùng"):
        fill("không có mã này", "kém", case)
    assert [row.choices for row in Answer.objects.all()] == [{"c1": "tốt"}]


def test_an_empty_form_leaves_the_code_as_it_was(survey: Survey, case: Case) -> None:
    first, *_ = codes(survey, case)
    with pytest.raises(Refusal, match="ít nhất một câu"):
        fill(first, "", case)
    assert not Invitation.objects.filter(is_used=True).exists()
    fill(first, "tốt", case)


def test_after_the_last_day_nobody_answers(survey: Survey, case: Case) -> None:
    first, *_ = codes(survey, case)
    with pytest.raises(Refusal, match="hết hạn trả lời ngày 25/06/2019"):
        fill(first, "tốt", case, NOW + dt.timedelta(days=16))
    fill(first, "tốt", case, NOW + dt.timedelta(days=15))


def test_nothing_leads_from_a_form_to_its_code(transactional_db: None, survey: Survey, case: Case) -> None:
    first, *_ = codes(survey, case)
    fill(first, "tốt", case)
    used = Invitation.objects.get(is_used=True)
    assert written("par_index_answer") & written("par_index_invitation"), "one transaction took the code and the form"
    surveying.count_waiting(**who(case))
    assert not written("par_index_answer") & written("par_index_invitation"), "nothing joins them once they are counted"
    assert [entry.action for entry in history.of("par_index_invitation", used.pk)] == ["insert"], "its use is not dated"
    row = Answer.objects.get()
    assert first not in f"{row.form} {row.choices} {row.stratum}"
    assert not Invitation.objects.filter(digest__contains=first).exists()


def test_no_entry_of_the_log_tells_an_answer_its_hour_or_its_group(
    transactional_db: None, survey: Survey, case: Case
) -> None:
    first, *_ = codes(survey, case)
    last = entries.search(entries.Query(), limit=1)[0].seq
    fill(first, "tốt", case)
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, row_pk FROM kernel_auditentry WHERE seq > %s", [last])
        assert cursor.fetchall() == [], "the trail itself, not only what is shown of it"
    surveying.count_waiting(**who(case))
    counted = entries.of("par_index_survey", survey.pk, limit=1)[0]
    assert counted.after["counted"] == 1, "how many forms there are, it tells"
    assert sentences.read([counted])[0][1] == "đếm phiếu của khảo sát “Khảo sát”: 1 phiếu"


def test_entries_that_older_versions_made_of_answers_are_shown_nowhere(transactional_db: None) -> None:
    before = entries.count(entries.Query())
    history.record_read(history.PLATFORM, "par_index_answer", [7], what="rất hài lòng")
    assert entries.of("par_index_answer", 7) == []
    assert entries.count(entries.Query()) == before
    assert "rất hài lòng" not in str(list(exported.rows(entries.Query(), 5_000)))


def written(table: str) -> set[int]:
    """Return the numbers of the transactions that wrote the used rows of a table."""
    where = "WHERE is_used" if table == "par_index_invitation" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT xmin::text::bigint FROM {table} {where}")
        return {number for (number,) in cursor.fetchall()}


def test_answers_are_counted_by_the_hour_and_below_the_minimum_there_is_no_figure(survey: Survey, case: Case) -> None:
    first, second, third = codes(survey, case)
    fill(first, "tốt", case)
    assert surveying.count_waiting(**who(case)) == 1
    rows = Score.objects.filter(sheet=sheet(Round.objects.get(), case), source=Source.SURVEY)
    assert not rows.exists()
    fill(second, "tốt", case)
    fill(third, "kém", case)
    assert surveying.count_waiting(**who(case)) == 1
    assert surveying.count_waiting(**who(case)) == 0
    assert rows.get().points == settled(Decimal(4) * 2 / 3)


def test_codes_fill_what_the_sample_of_each_stratum_lacks(survey: Survey, case: Case) -> None:
    unit = case.units["S1"].pk
    surveying.plan(survey.pk, [(unit, "Người dân", 400), (unit, "Doanh nghiệp", 3)], **who(case))
    quotas = dict(Sample.objects.values_list("stratum", "quota"))
    assert quotas == {"Người dân": 200, "Doanh nghiệp": 3}  # n = N / (1 + N e²), e = 5 %
    made = answering.invite(survey.pk, None, **who(case))
    assert {one: sum(stratum == one for _, stratum, _ in made) for one in quotas} == quotas
    with pytest.raises(Refusal, match="Không còn thiếu mã"):
        answering.invite(survey.pk, None, **who(case))


def test_questions_are_put_in_other_words_until_somebody_answers(survey: Survey, case: Case) -> None:
    surveying.word(survey.pk, {"c1": Wording("Bạn có hài lòng không?", ["mọi nhóm"])}, **who(case))
    survey.refresh_from_db()
    assert survey.questions[0]["title"] == "Bạn có hài lòng không?"
    fill(codes(survey, case)[0], "tốt", case)
    with pytest.raises(Refusal, match="Đã có phiếu"):
        surveying.word(survey.pk, {"c1": Wording("Khác")}, **who(case))


def test_codes_are_handed_out_once_as_a_table(survey: Survey, case: Case) -> None:
    office = signed_in(case, "office")
    answer = office.post(f"/chi-so/dot/{survey.round_id}/khao-sat/", {"lam": "ma", "each": "2"})
    file = b"".join(answer) if answer.streaming else answer.content
    told = [line.text("Mã") for line in sheets.read("ma.xlsx", file, ["Đơn vị", "Mã"], [], extras=None)]
    assert {answering.digest(code) for code in told} == set(Invitation.objects.values_list("digest", flat=True))
    assert len(told) == len(set(told)) > 2
    assert "no-store" in answer["Cache-Control"]
    assert signed_in(case, "clerk").post(f"/chi-so/dot/{survey.round_id}/khao-sat/", {"lam": "ma"}).status_code == 403


def test_codes_are_handed_out_once_as_slips(survey: Survey, case: Case) -> None:
    office, address = signed_in(case, "office"), f"/chi-so/dot/{survey.round_id}/khao-sat/"
    asked = {"lam": "ma", "each": "2", "printed": "on"}
    answer = office.post(address, asked)
    page = answer.content.decode()
    told = re.findall(r'class="slip__code">([^<]+)<', page)
    assert {answering.digest(code) for code in told} == set(Invitation.objects.values_list("digest", flat=True))
    assert len(told) == len(set(told)) == page.count('<svg class="qr"') > 2
    assert "đến hết 25/06/2019" in text_of(answer)
    assert "no-store" in answer["Cache-Control"]
    many = office.post(address, {**asked, "each": "400"})
    assert many.status_code == 422
    assert "Mỗi lần in được nhiều nhất 500 giấy mời, lần này cần 800" in text_of(many)
    assert Invitation.objects.count() == len(told), "what is refused makes no codes"


def test_a_citizen_answers_without_an_account(survey: Survey, case: Case, client: Client) -> None:
    first, *_ = codes(survey, case)
    asked = client.get("/cong-khai/khao-sat/")
    assert "Mã trên giấy mời" in text_of(asked)
    wrong = client.post("/cong-khai/khao-sat/", {"ma": "sai-ma"})
    assert wrong.status_code == 422
    assert "mỗi mã trả lời được một lần" in text_of(wrong)
    assert QUESTION in text_of(client.get(f"/cong-khai/khao-sat/?ma={first}"))
    empty = client.post("/cong-khai/khao-sat/", {"ma": first, "lam": "gui"})
    assert empty.status_code == 422
    done = client.post("/cong-khai/khao-sat/", {"ma": first, "lam": "gui", "c1": "tốt"}, follow=True)
    assert done.redirect_chain == [("/cong-khai/khao-sat/cam-on/", 302)], "reading it again sends nothing again"
    assert "Cảm ơn bạn" in text_of(done)
    assert Answer.objects.get().choices == {"c1": "tốt"}


def test_a_question_is_put_to_its_group_only(survey: Survey, case: Case, client: Client) -> None:
    unit = case.units["S1"].pk
    surveying.plan(survey.pk, [(unit, "Người dân", 40), (unit, "Lãnh đạo sở", 10)], **who(case))
    with pytest.raises(Refusal, match="không có nhóm “Doanh nghiệp”; các nhóm: Lãnh đạo sở, Người dân"):
        surveying.word(survey.pk, {"c1": Wording("Hài lòng?", ["Doanh nghiệp"])}, **who(case))
    surveying.word(survey.pk, {"c1": Wording("Hài lòng?", ["lãnh đạo Sở"])}, **who(case))
    survey.refresh_from_db()
    assert survey.questions[0]["groups"] == ["Lãnh đạo sở"]
    with pytest.raises(Refusal, match="Không câu nào hỏi nhóm “Người dân”"):
        answering.invite(survey.pk, 2, "Người dân", **who(case))
    (code, *_) = [one for of, _, one in answering.invite(survey.pk, 2, "Lãnh đạo sở", **who(case)) if of == unit]
    assert "Hài lòng?" in text_of(client.get("/cong-khai/khao-sat/", {"ma": code}))
    forms = [(unit, "1", "Người dân", {"c1": "tốt"}), (unit, "2", "Lãnh đạo sở", {"c1": "tốt"})]
    assert surveying.receive(survey.pk, forms, **who(case)) == (2, 1)
    assert Answer.objects.get(form="1").void == "c1: câu này không hỏi nhóm “Người dân”"


def test_no_codes_until_every_question_has_words_for_people_and_a_group(bare: Survey, case: Case) -> None:
    office, address = signed_in(case, "office"), f"/chi-so/dot/{bare.round_id}/khao-sat/"
    lacking = [
        (None, "chưa có lời câu hỏi, nhóm"),
        (Wording(CRITERION, [sampling.EVERYBODY]), "chưa có lời câu hỏi"),
        (Wording(QUESTION, [" "]), "chưa có nhóm"),
    ]
    for wording, says in lacking:
        if wording:
            surveying.word(bare.pk, {"c1": wording}, **who(case))
        with pytest.raises(Refusal, match=f"{bare.questions[0]['code']} {says}"):
            answering.invite(bare.pk, 1, **who(case))
        page = text_of(office.get(address))
        assert "Chưa phát mã được" in page
        assert says in page
    assert not Invitation.objects.exists()
    told = {"lam": "cau-hoi", "c1": QUESTION, "c1-nhom": "Mọi nhóm"}
    assert "Chưa phát mã được" not in text_of(office.post(address, as_opened(office, address, told), follow=True))
    assert answering.invite(bare.pk, 1, **who(case))


def test_the_page_offers_the_groups_that_the_sample_has(survey: Survey, case: Case) -> None:
    unit = case.units["S1"].pk
    surveying.plan(survey.pk, [(unit, "Người dân", 400), (unit, "Doanh nghiệp", 3)], **who(case))
    page = signed_in(case, "office").get(f"/chi-so/dot/{survey.round_id}/khao-sat/").content.decode()
    offered = re.search(r'<select name="stratum".*?</select>', page, re.S)
    assert offered
    assert re.findall(r'<option value="([^"]*)"', offered[0]) == ["", "Doanh nghiệp", "Người dân"]
    asked = re.findall(r'name="c1-nhom" value="([^"]*)"', page)
    assert asked == ["Mọi nhóm", "Doanh nghiệp", "Người dân"]


def test_a_group_from_before_there_was_a_list_is_kept(survey: Survey, case: Case) -> None:
    Survey.objects.filter(pk=survey.pk).update(questions=[{**survey.questions[0], "groups": ["Hộ kinh doanh"]}])
    office, address = signed_in(case, "office"), f"/chi-so/dot/{survey.round_id}/khao-sat/"
    page = office.get(address).content.decode()
    assert re.search(r'name="c1-nhom" value="Hộ kinh doanh"[^>]*checked', page)
    office.post(address, {"lam": "cau-hoi", "c1": "Hài lòng?", "c1-nhom": ["Hộ kinh doanh"]})
    survey.refresh_from_db()
    assert survey.questions[0]["groups"] == ["Hộ kinh doanh"]


def test_a_question_to_everybody_is_put_to_every_group(survey: Survey, case: Case) -> None:
    assert survey.questions[0]["groups"] == ["Mọi nhóm"]
    assert sampling.put_to("Doanh nghiệp", survey.questions) == sampling.put_to("", survey.questions) != []


def test_a_survey_does_not_close_before_it_is_set_up(survey: Survey, case: Case) -> None:
    yesterday = NOW.date() - dt.timedelta(days=1)
    with pytest.raises(Refusal, match="đã qua"):
        surveying.set_up(survey.round_id, Settings("Khảo sát", Decimal(5), 2, yesterday), **who(case))
    later = {**who(case), "now": NOW + dt.timedelta(days=60)}
    surveying.set_up(survey.round_id, Settings("Tên khác", Decimal(5), 2, LAST), **later)  # the day it already had


@pytest.mark.parametrize(
    ("cell", "count"), [(1250, 1250), ("1.250", 1250), ("1 250", 1250), ("1250,0", 1250), (12.5, None), ("12.5", None),
                        ("10²", None), ("-3", None), ("", None)]
)  # fmt: skip
def test_a_number_of_dealings_is_read_as_people_write_it(survey: Survey, cell: object, count: int | None) -> None:
    columns = [sheets.Column(surveys.UNIT), sheets.Column(surveys.POPULATION)]
    name = surveys.organisation.full_names([sheet_unit(survey)], survey.round.last_on)[sheet_unit(survey)]
    data = b"".join(sheets.download("xlsx", "x", columns, [[name, cell]]))  # type: ignore[arg-type]
    if count is None:
        with pytest.raises(Refusal):
            surveys.samples("x.xlsx", data, survey.round)
    else:
        assert surveys.samples("x.xlsx", data, survey.round) == [(sheet_unit(survey), "", count)]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_misspelt_question_or_column_of_a_file_is_named_and_nothing_is_read(
    survey: Survey, kind: sheets.Format
) -> None:
    key = survey.questions[0]["key"]
    name = surveys.organisation.full_names([sheet_unit(survey)], survey.round.last_on)[sheet_unit(survey)]

    def file(*headings: str) -> bytes:
        columns = [sheets.Column(heading) for heading in headings]
        return b"".join(sheets.download(kind, "x", columns, [["1", name, *["1"] * (len(headings) - 2)]]))  # type: ignore[arg-type]

    with pytest.raises(Refusal, match=rf"“{key}l” \(C\), có phải “{key}”"):
        surveys.forms(f"x.{kind}", file("Số phiếu", "Đơn vị", f"{key}l"), survey)
    (form,) = surveys.forms(f"x.{kind}", file("Số phiếu", "Đơn vị", key, "Dấu thời gian", "STT"), survey)
    assert form[3] == {key: "1"}
    with pytest.raises(Refusal, match=r"“Nhóm 1” \(C\), có phải “Nhóm”"):
        surveys.samples(f"x.{kind}", file("Số giao dịch", "Đơn vị", "Nhóm 1"), survey.round)


@pytest.mark.parametrize(
    ("first", "again", "cell"),
    [
        ("Người dân", "Người dân", r"C3 \(Nhóm\)"),
        ("Người dân", "NGƯỜI  DÂN", r"C3 \(Nhóm\)"),
        ("", "", r"A3 \(Đơn vị\)"),
    ],
)
def test_a_group_of_a_unit_has_one_number_of_dealings(survey: Survey, first: str, again: str, cell: str) -> None:
    name = surveys.organisation.full_names([sheet_unit(survey)], survey.round.last_on)[sheet_unit(survey)]
    file = "Đơn vị,Số giao dịch,Nhóm\n{0},400,{1}\n{0},40,{2}\n"
    with pytest.raises(Refusal, match=f"Ô {cell}: đơn vị đã có .*dòng 2"):
        surveys.samples("a.csv", file.format(name, first, again).encode(), survey.round)
    assert len(surveys.samples("a.csv", file.format(name, "Người dân", "Doanh nghiệp").encode(), survey.round)) == 2


def test_a_group_written_in_capitals_is_the_one_that_is_there(survey: Survey, case: Case) -> None:
    unit = sheet_unit(survey)
    surveying.plan(survey.pk, [(unit, "Người dân", 40)], **who(case))
    assert surveying.plan(survey.pk, [(unit, "NGƯỜI DÂN", 400)], **who(case)) == 200
    assert list(Sample.objects.filter(survey=survey).values_list("stratum", "quota")) == [("Người dân", 200)]


def test_a_number_of_a_form_that_would_be_cut_is_refused(survey: Survey) -> None:
    name = surveys.organisation.full_names([sheet_unit(survey)], survey.round.last_on)[sheet_unit(survey)]
    with pytest.raises(Refusal, match=r"Ô A2 \(Số phiếu\): số phiếu dài quá 60"):
        surveys.forms("a.csv", f"Số phiếu,Đơn vị\n{'1' * 61},{name}\n".encode(), survey)


def sheet_unit(survey: Survey) -> int:
    return Sheet.objects.filter(round=survey.round_id).order_by("pk")[0].unit_id
