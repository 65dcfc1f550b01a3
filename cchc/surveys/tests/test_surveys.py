"""Surveys: files, and answers on the platform."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from cchc.kernel import sheets
from cchc.kernel.models import Event
from cchc.kernel.papers import Refused
from cchc.kernel.refusal import Refusal
from cchc.organisation import queries as organisation
from cchc.organisation.models import UnitVersion
from cchc.surveys.actions import answering, counting, receiving, running
from cchc.surveys.models import Answer, Invitation, RatedUnit, Sample, Survey
from cchc.surveys.queries import files, tallies
from cchc.surveys.rules import sampling
from cchc.surveys.tests.cases import ABOUT, LAST, NOW, Town, codes, fill, text_of
from cchc.surveys.tests.conftest import QUESTION
from cchc.surveys.types import Settings, Wording
from cchc.ui.tests.editing import as_opened


def test_a_code_answers_once_however_it_is_typed(survey: Survey, case: Town) -> None:
    first, *_ = codes(survey, case)
    fill(f" {first[:5].upper()}-{first[5:]} ", "tốt", case)
    with pytest.raises(Refusal, match="đã dùng"):
        fill(first, "kém", case)
    with pytest.raises(Refusal, match="đã dùng"):
        fill("không có mã này", "kém", case)
    assert [row.choices for row in Answer.objects.all()] == [{"c1": "tốt"}]


def test_an_empty_form_leaves_the_code_as_it_was(survey: Survey, case: Town) -> None:
    first, *_ = codes(survey, case)
    with pytest.raises(Refusal, match="ít nhất một câu"):
        fill(first, "", case)
    assert not Invitation.objects.filter(is_used=True).exists()
    fill(first, "tốt", case)


def test_after_the_last_day_nobody_answers(survey: Survey, case: Town) -> None:
    first, *_ = codes(survey, case)
    with pytest.raises(Refusal, match="hết hạn trả lời ngày 25/06/2019"):
        fill(first, "tốt", case, NOW + dt.timedelta(days=16))
    fill(first, "tốt", case, NOW + dt.timedelta(days=15))


def test_answers_are_counted_by_the_hour_and_below_the_minimum_there_is_no_tally(survey: Survey, case: Town) -> None:
    unit = case.units["S1"]
    first, second, third = codes(survey, case)
    fill(first, "tốt", case)
    assert not Event.objects.filter(kind__endswith="Counted").exists(), "an answer by itself is announced to nobody"
    assert counting.count_waiting(**case.by()) == 1
    assert tallies.of(survey.pk) == {unit: {}}
    fill(second, "tốt", case)
    fill(third, "kém", case)
    assert counting.count_waiting(**case.by()) == 1
    assert counting.count_waiting(**case.by()) == 0
    assert tallies.of(survey.pk) == {unit: {"c1": {"tốt": 2, "kém": 1}}}
    assert Event.objects.filter(kind__endswith="Counted").count() == 2


def test_codes_fill_what_the_sample_of_each_stratum_lacks(survey: Survey, case: Town) -> None:
    unit = case.units["S1"]
    running.plan(survey.pk, [(unit, "Người dân", 400), (unit, "Doanh nghiệp", 3)], **case.by())
    quotas = dict(Sample.objects.values_list("stratum", "quota"))
    assert quotas == {"Người dân": 200, "Doanh nghiệp": 3}  # n = N / (1 + N e²), e = 5 %
    made = answering.invite(survey.pk, None, **case.by())
    assert {one: sum(stratum == one for _, stratum, _ in made) for one in quotas} == quotas
    with pytest.raises(Refusal, match="Không còn thiếu mã"):
        answering.invite(survey.pk, None, **case.by())


def test_questions_are_put_in_other_words_until_somebody_answers(survey: Survey, case: Town) -> None:
    running.word(survey.pk, {"c1": Wording("Bạn có hài lòng không?", ["mọi nhóm"])}, **case.by())
    survey.refresh_from_db()
    assert survey.questions[0]["title"] == "Bạn có hài lòng không?"
    fill(codes(survey, case)[0], "tốt", case)
    with pytest.raises(Refusal, match="Đã có phiếu"):
        running.word(survey.pk, {"c1": Wording("Khác")}, **case.by())


def test_codes_are_handed_out_once_as_a_table(survey: Survey, case: Town) -> None:
    office = case.signed_in("office")
    answer = office.post(f"/khao-sat/{survey.pk}/", {"lam": "ma", "each": "2"})
    file = b"".join(answer) if answer.streaming else answer.content
    told = [line.text("Mã") for line in sheets.read("ma.xlsx", file, ["Đơn vị", "Mã"], [], extras=None)]
    assert {answering.digest(code) for code in told} == set(Invitation.objects.values_list("digest", flat=True))
    assert len(told) == len(set(told)) > 2
    assert "no-store" in answer["Cache-Control"]
    assert case.signed_in("reader").post(f"/khao-sat/{survey.pk}/", {"lam": "ma"}).status_code == 403


def test_codes_are_handed_out_once_as_slips(survey: Survey, case: Town) -> None:
    office, address = case.signed_in("office"), f"/khao-sat/{survey.pk}/"
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


def test_a_citizen_answers_without_an_account(survey: Survey, case: Town, client: Client) -> None:
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


def test_a_question_is_put_to_its_group_only(survey: Survey, case: Town, client: Client) -> None:
    unit = case.units["S1"]
    running.plan(survey.pk, [(unit, "Người dân", 40), (unit, "Lãnh đạo sở", 10)], **case.by())
    with pytest.raises(Refusal, match="không có nhóm “Doanh nghiệp”; các nhóm: Lãnh đạo sở, Người dân"):
        running.word(survey.pk, {"c1": Wording("Hài lòng?", ["Doanh nghiệp"])}, **case.by())
    running.word(survey.pk, {"c1": Wording("Hài lòng?", ["lãnh đạo Sở"])}, **case.by())
    survey.refresh_from_db()
    assert survey.questions[0]["groups"] == ["Lãnh đạo sở"]
    with pytest.raises(Refusal, match="Không câu nào hỏi nhóm “Người dân”"):
        answering.invite(survey.pk, 2, "Người dân", **case.by())
    (code, *_) = [one for of, _, one in answering.invite(survey.pk, 2, "Lãnh đạo sở", **case.by()) if of == unit]
    assert "Hài lòng?" in text_of(client.get("/cong-khai/khao-sat/", {"ma": code}))
    forms = [(unit, "1", "Người dân", {"c1": "tốt"}), (unit, "2", "Lãnh đạo sở", {"c1": "tốt"})]
    assert receiving.receive(survey.pk, forms, **case.by()) == (2, 1)
    assert Answer.objects.get(form="1").void == "c1: câu này không hỏi nhóm “Người dân”"


def test_no_codes_until_every_question_has_words_for_people_and_a_group(bare: Survey, case: Town) -> None:
    office, address = case.signed_in("office"), f"/khao-sat/{bare.pk}/"
    lacking = [
        (None, "chưa có lời câu hỏi, nhóm"),
        (Wording(ABOUT, [sampling.EVERYBODY]), "chưa có lời câu hỏi"),
        (Wording(QUESTION, [" "]), "chưa có nhóm"),
    ]
    for wording, says in lacking:
        if wording:
            running.word(bare.pk, {"c1": wording}, **case.by())
        with pytest.raises(Refusal, match=f"{bare.questions[0]['code']} {says}"):
            answering.invite(bare.pk, 1, **case.by())
        page = text_of(office.get(address))
        assert "Chưa phát mã được" in page
        assert says in page
    assert not Invitation.objects.exists()
    told = {"lam": "cau-hoi", "c1": QUESTION, "c1-nhom": "Mọi nhóm"}
    assert "Chưa phát mã được" not in text_of(office.post(address, as_opened(office, address, told), follow=True))
    assert answering.invite(bare.pk, 1, **case.by())


def test_the_page_offers_the_groups_that_the_sample_has(survey: Survey, case: Town) -> None:
    unit = case.units["S1"]
    running.plan(survey.pk, [(unit, "Người dân", 400), (unit, "Doanh nghiệp", 3)], **case.by())
    page = case.signed_in("office").get(f"/khao-sat/{survey.pk}/").content.decode()
    offered = re.search(r'<select name="stratum".*?</select>', page, re.S)
    assert offered
    assert re.findall(r'<option value="([^"]*)"', offered[0]) == ["", "Doanh nghiệp", "Người dân"]
    asked = re.findall(r'name="c1-nhom" value="([^"]*)"', page)
    assert asked == ["Mọi nhóm", "Doanh nghiệp", "Người dân"]


def test_a_group_from_before_there_was_a_list_is_kept(survey: Survey, case: Town) -> None:
    Survey.objects.filter(pk=survey.pk).update(questions=[{**survey.questions[0], "groups": ["Hộ kinh doanh"]}])
    office, address = case.signed_in("office"), f"/khao-sat/{survey.pk}/"
    page = office.get(address).content.decode()
    assert re.search(r'name="c1-nhom" value="Hộ kinh doanh"[^>]*checked', page)
    office.post(address, {"lam": "cau-hoi", "c1": "Hài lòng?", "c1-nhom": ["Hộ kinh doanh"]})
    survey.refresh_from_db()
    assert survey.questions[0]["groups"] == ["Hộ kinh doanh"]


def test_a_question_to_everybody_is_put_to_every_group(survey: Survey, case: Town) -> None:
    assert survey.questions[0]["groups"] == ["Mọi nhóm"]
    assert sampling.put_to("Doanh nghiệp", survey.questions) == sampling.put_to("", survey.questions) != []


def test_a_survey_does_not_close_before_it_is_set_up(survey: Survey, case: Town) -> None:
    yesterday = NOW.date() - dt.timedelta(days=1)
    with pytest.raises(Refusal, match="đã qua"):
        running.change(survey.pk, Settings("Khảo sát", Decimal(5), 2, yesterday), **case.by())
    later = case.by(now=NOW + dt.timedelta(days=60))
    running.change(survey.pk, Settings("Tên khác", Decimal(5), 2, LAST), **later)  # the day it already had


def test_what_is_over_takes_nothing_more_until_it_is_opened_again(survey: Survey, case: Town) -> None:
    first, *_ = codes(survey, case)
    form = (case.units["S1"], "1", "", {"c1": "tốt"})
    running.close(survey.pk, **case.by())
    with pytest.raises(Refusal, match="không nhận trả lời"):
        fill(first, "tốt", case)
    for act in (
        lambda: receiving.receive(survey.pk, [form], **case.by()),
        lambda: running.change(survey.pk, Settings("Tên", Decimal(5), 2), **case.by()),
        lambda: running.cancel(survey.pk, **case.by()),
    ):
        with pytest.raises(Refusal, match="đã đóng hoặc đã hủy"):
            act()
    with pytest.raises(IntegrityError, match="is frozen"), transaction.atomic():
        Survey.objects.filter(pk=survey.pk).update(minimum=1)
    with pytest.raises(IntegrityError, match="is frozen"), transaction.atomic():
        RatedUnit.objects.filter(survey=survey).delete()
    running.reopen(survey.pk, **case.by())
    assert receiving.receive(survey.pk, [form], **case.by()) == (1, 0)
    assert receiving.receive(survey.pk, [form], **case.by()) == (0, 0), "the same file twice counts once"


def test_a_survey_is_seen_by_whoever_runs_it_and_once_closed_by_all(survey: Survey, case: Town) -> None:
    address = f"/khao-sat/{survey.pk}/"
    assert case.signed_in("office").get(address).status_code == 200
    reads = case.signed_in("reader")
    assert reads.get(address).status_code == 200
    assert reads.post(address, {"lam": "ma"}).status_code == 403
    assert case.signed_in("clerk").get(address).status_code == 404
    running.close(survey.pk, **case.by())
    page = text_of(case.signed_in("clerk").get(address))
    assert "Đã đóng" in page
    assert "Thiết lập" not in page


def test_the_table_of_a_survey_is_exported(survey: Survey, case: Town) -> None:
    running.plan(survey.pk, [(case.units["S1"], "", 400)], **case.by())
    answer = case.signed_in("office").get(f"/khao-sat/{survey.pk}/?xuat=xlsx")
    lines = list(sheets.read("a.xlsx", b"".join(answer), ["Đơn vị", "Cần"], [], extras=None))
    assert [(line.text("Đơn vị"), line.text("Cần")) for line in lines] == [("Sở Hai", "0"), ("Sở Một", "200")]


@pytest.mark.parametrize(
    ("cell", "count"), [(1250, 1250), ("1.250", 1250), ("1 250", 1250), ("1250,0", 1250), (12.5, None), ("12.5", None),
                        ("10²", None), ("-3", None), ("", None)]
)  # fmt: skip
def test_a_number_of_dealings_is_read_as_people_write_it(survey: Survey, cell: object, count: int | None) -> None:
    columns = [sheets.Column(files.UNIT), sheets.Column(files.POPULATION)]
    name = name_of(survey)
    data = b"".join(sheets.download("xlsx", "x", columns, [[name, cell]]))  # type: ignore[arg-type]
    if count is None:
        with pytest.raises(Refusal):
            files.samples("x.xlsx", data, survey)
    else:
        assert files.samples("x.xlsx", data, survey) == [(rated_unit(survey), "", count)]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_misspelt_question_or_column_of_a_file_is_named_and_nothing_is_read(
    survey: Survey, kind: sheets.Format
) -> None:
    key = survey.questions[0]["key"]
    name = name_of(survey)

    def file(*headings: str) -> bytes:
        columns = [sheets.Column(heading) for heading in headings]
        return b"".join(sheets.download(kind, "x", columns, [["1", name, *["1"] * (len(headings) - 2)]]))  # type: ignore[arg-type]

    with pytest.raises(Refusal, match=rf"“{key}l” \(C\), có phải “{key}”"):
        files.forms(f"x.{kind}", file("Số phiếu", "Đơn vị", f"{key}l"), survey)
    (form,) = files.forms(f"x.{kind}", file("Số phiếu", "Đơn vị", key, "Dấu thời gian", "STT"), survey)
    assert form[3] == {key: "1"}
    with pytest.raises(Refusal, match=r"“Nhóm 1” \(C\), có phải “Nhóm”"):
        files.samples(f"x.{kind}", file("Số giao dịch", "Đơn vị", "Nhóm 1"), survey)


@pytest.mark.parametrize(
    ("first", "again", "cell"),
    [
        ("Người dân", "Người dân", r"C3 \(Nhóm\)"),
        ("Người dân", "NGƯỜI  DÂN", r"C3 \(Nhóm\)"),
        ("", "", r"A3 \(Đơn vị\)"),
    ],
)
def test_a_group_of_a_unit_has_one_number_of_dealings(survey: Survey, first: str, again: str, cell: str) -> None:
    name = name_of(survey)
    file = "Đơn vị,Số giao dịch,Nhóm\n{0},400,{1}\n{0},40,{2}\n"
    with pytest.raises(Refusal, match=f"Ô {cell}: đơn vị đã có .*dòng 2"):
        files.samples("a.csv", file.format(name, first, again).encode(), survey)
    assert len(files.samples("a.csv", file.format(name, "Người dân", "Doanh nghiệp").encode(), survey)) == 2


def test_a_group_written_in_capitals_is_the_one_that_is_there(survey: Survey, case: Town) -> None:
    unit = rated_unit(survey)
    running.plan(survey.pk, [(unit, "Người dân", 40)], **case.by())
    assert running.plan(survey.pk, [(unit, "NGƯỜI DÂN", 400)], **case.by()) == 200
    assert list(Sample.objects.filter(survey=survey).values_list("stratum", "quota")) == [("Người dân", 200)]


def test_a_number_of_a_form_that_would_be_cut_is_refused(survey: Survey) -> None:
    name = name_of(survey)
    with pytest.raises(Refusal, match=r"Ô A2 \(Số phiếu\): số phiếu dài quá 60"):
        files.forms("a.csv", f"Số phiếu,Đơn vị\n{'1' * 61},{name}\n".encode(), survey)


NAMES = {"S1": "Trung tâm Tân Thành", "S2": "Trung tâm Tân Thạnh"}


@pytest.fixture
def alike(survey: Survey, case: Town) -> Survey:
    """A survey about two units whose names differ by a tone."""
    for key, name in NAMES.items():
        UnitVersion.objects.filter(unit=case.units[key]).update(name=name, official_name=name, short=name)
    return survey


def test_forms_and_samples_go_to_the_unit_that_is_written(alike: Survey, case: Town) -> None:
    one, other = (case.units[key] for key in NAMES)
    forms = "Số phiếu,Đơn vị,Nhóm\n1,Trung tâm Tân Thành,\n2,Trung tâm Tân Thạnh,\n3,TS2,\n"
    read = [row[:2] for row in files.forms("a.csv", forms.encode(), alike)]
    assert read == [(one, "1"), (other, "2"), (other, "3")]
    samples = "Đơn vị,Số giao dịch\nTrung tâm Tân Thành,1000\nTrung tâm Tân Thạnh,50\n"
    assert files.samples("a.csv", samples.encode(), alike) == [(one, "", 1000), (other, "", 50)]


def test_what_may_mean_both_is_refused_with_its_cell_and_names_both(alike: Survey) -> None:
    with pytest.raises(Refused) as refused:
        files.forms("a.csv", "Số phiếu,Đơn vị\n1,trung tam tan thanh\n".encode(), alike)
    for words in ("Ô B2", *NAMES.values()):
        assert words in refused.value.message


def test_a_unit_of_a_sample_written_with_other_tones_is_refused_and_told(alike: Survey) -> None:
    samples = "Đơn vị,Số giao dịch\nTrung tâm Tân Thánh,100\n"
    with pytest.raises(Refused, match=r"Ô A2 .*gần giống là .*Tân Thành.*Tân Thạnh"):
        files.samples("a.csv", samples.encode(), alike)


def rated_unit(survey: Survey) -> int:
    return RatedUnit.objects.filter(survey=survey).order_by("pk")[0].unit_id


def name_of(survey: Survey) -> str:
    return organisation.full_names([rated_unit(survey)], survey.last_on)[rated_unit(survey)]
