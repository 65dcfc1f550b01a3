"""Figure and evidence of a criterion are one form: whichever button is pressed, neither is lost."""

import pytest

from cchc.par_index.models import Change, Evidence, Score
from cchc.par_index.tests.test_round import case, opened, sheet
from cchc.plans.tests.work_cases import Case
from cchc.plans.tests.work_door import signed_in, text_of

__all__ = ["case"]
TYPED = {"number": "15/KH-UBND", "issued_on": "20012019", "place": "mục III", "title": "", "note": "Đủ sáu kỳ"}


@pytest.mark.parametrize("button", ["diem", "diem-tiep"])
def test_whichever_button_is_pressed_evidence_and_figure_are_both_kept(case: Case, button: str) -> None:
    one = sheet(opened(case), case)
    page, here = signed_in(case, "clerk"), f"/chi-so/phieu/{one.pk}/muc/1.1/"
    answer = page.post(here, {"lam": button, "value": "đạt", **TYPED})
    assert answer.status_code == 302
    assert answer.url == (here if button == "diem" else f"/chi-so/phieu/{one.pk}/muc/1.2/")
    score, proof = Score.objects.get(sheet=one, code="1.1", figure="self"), Evidence.objects.get(sheet=one, code="1.1")
    assert (score.value, score.note, proof.number, proof.place) == ("đạt", "Đủ sáu kỳ", "15/KH-UBND", "mục III")


@pytest.mark.parametrize("wrong", [{"issued_on": ""}, {"issued_on": "31/06/2019"}, {"value": "không có mức này"}])
def test_what_is_wrong_in_one_half_writes_neither_and_keeps_both(case: Case, wrong: dict[str, str]) -> None:
    one = sheet(opened(case), case)
    typed = {"lam": "diem", "value": "đạt", **TYPED, **wrong}
    answer = signed_in(case, "clerk").post(f"/chi-so/phieu/{one.pk}/muc/1.1/", typed)
    assert answer.status_code == 422
    assert 'value="15/KH-UBND"' in answer.content.decode()
    assert "Đủ sáu kỳ" in text_of(answer)
    assert not Evidence.objects.filter(sheet=one).exists()
    assert not Score.objects.filter(sheet=one, code="1.1", figure="self").exists()


def test_evidence_alone_changes_no_figure(case: Case) -> None:
    one = sheet(opened(case), case)
    page, here = signed_in(case, "clerk"), f"/chi-so/phieu/{one.pk}/muc/1.1/"
    page.post(here, {"lam": "diem", "value": "đạt", "note": ""})
    before = list(Change.objects.filter(sheet=one))
    page.post(here, {"lam": "diem", "value": "đạt", **TYPED, "note": ""})
    assert list(Change.objects.filter(sheet=one)) == before
    assert Evidence.objects.filter(sheet=one).count() == 1
