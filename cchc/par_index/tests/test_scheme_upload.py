"""A scheme's workbook on the web: out, in again, and in the place of a draft's tree."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cchc.par_index.actions import schemes
from cchc.par_index.models import Scheme
from cchc.par_index.tests.test_round import CONTENT, case, who
from cchc.plans.tests.work_cases import Case
from cchc.plans.tests.work_door import signed_in

__all__ = ["case"]


@pytest.fixture
def draft(case: Case) -> Scheme:
    number = schemes.create(case.units["P"].pk, "department", 2019, "Bộ thử", CONTENT, **who(case))
    return Scheme.objects.get(pk=number)


def workbook(case: Case, draft: Scheme) -> SimpleUploadedFile:
    answer = signed_in(case, "office").get(f"/chi-so/bo-tieu-chi/{draft.pk}/tep.xlsx")
    return SimpleUploadedFile("bo-tieu-chi.xlsx", b"".join(answer.streaming_content))  # type: ignore[arg-type]


def test_what_was_downloaded_makes_the_same_scheme(case: Case, draft: Scheme) -> None:
    sent = {"title": "Bộ nhập lại", "level": "department", "year": "2020", "file": workbook(case, draft)}
    answer = signed_in(case, "office").post("/chi-so/bo-tieu-chi/nhap/", sent, follow=True)
    assert answer.status_code == 200
    assert Scheme.objects.get(year=2020).content == {"tree": draft.content["tree"]}
    assert "hãy ghi ở phần quy định chung" in answer.content.decode()


def test_a_table_leaves_what_it_does_not_speak_of(case: Case, draft: Scheme) -> None:
    file = workbook(case, draft)
    schemes.take_out(draft.pk, draft.revision, "2", **who(case))
    sent = {"lam": "tep", "file": file, "ban": str(draft.revision + 1)}
    answer = signed_in(case, "office").post(f"/chi-so/bo-tieu-chi/{draft.pk}/chung/", sent, follow=True)
    assert "quy định chung giữ nguyên" in answer.content.decode()
    assert Scheme.objects.get(pk=draft.pk).content == draft.content
