"""A file that takes longer than a request waits for is read in the background, with its progress on a page."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from cchc.accounts.models import Grant
from cchc.kernel import apart
from cchc.kernel.history import Actor
from cchc.kernel.jobs import inline, later
from cchc.kernel.models import JobProgress, JobState
from cchc.plans.actions import reading_later
from cchc.plans.models import Reading
from cchc.plans.tests.reading_cases import NOW
from cchc.plans.tests.test_review_pages import seen, url
from cchc.plans.tests.test_upload_and_alias_pages import FILE, client_of, province, sent
from cchc.plans.tests.work_cases import SETUP
from tests.hostile import heavy

pytestmark = pytest.mark.django_db
TOO_LITTLE = apart.Bounds(answer=1)
"""Bounds that no file keeps."""
__all__ = ["province"]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "AT_ONCE", TOO_LITTLE)


def test_a_long_file_opens_its_progress_and_then_its_review(province: int) -> None:
    client = client_of("office", province)
    answer = sent(client, FILE.read_bytes(), province, "ke-hoach-dai.txt")
    (job,) = JobProgress.objects.all()
    assert answer["Location"] == reverse("progress", args=[job.pk])
    assert "Đọc tệp kế hoạch “ke-hoach-dai.txt”" in seen(client.get(answer["Location"]))
    assert not Reading.objects.exists()
    inline.run_waiting()
    made = Reading.objects.get()
    assert (made.unit_id, made.read_by is not None) == (province, True)
    assert client.get(answer["Location"])["Location"] == url("review", made.pk)


def test_somebody_elses_progress_is_not_there(province: int) -> None:
    answer = sent(client_of("office", province), FILE.read_bytes(), province)
    assert client_of("reader", province).get(answer["Location"]).status_code == 404


def test_a_file_that_nobody_can_read_ends_in_a_sentence(province: int) -> None:
    client = client_of("office", province)
    answer = sent(client, heavy.no_pdf(1), province, "nang.pdf")
    assert answer.status_code == 302
    inline.run_waiting()
    job = JobProgress.objects.get()
    assert job.state == JobState.REFUSED
    assert "“nang.pdf”" in job.message
    assert job.message in seen(client.get(answer["Location"]))
    assert not Reading.objects.exists()


def test_a_job_that_runs_twice_makes_one_reading(province: int) -> None:
    given = ("ke-hoach.txt", FILE.read_bytes(), province, None, None)
    reading_later.start(*given, actor=SETUP)
    inline.run_waiting()
    made = Reading.objects.get().pk
    assert reading_later.finish(*given, actor=SETUP, now=NOW) == made
    assert Reading.objects.count() == 1


def test_who_may_send_no_longer_is_told_so(province: int) -> None:
    client = client_of("office", province)
    answer = sent(client, FILE.read_bytes(), province)
    Grant.objects.all().delete()
    inline.run_waiting()
    job = JobProgress.objects.get()
    assert (job.state, "không còn quyền" in job.message) == (JobState.REFUSED, True)
    assert not Reading.objects.exists()
    assert answer.status_code == 302


def test_one_person_has_five_files_under_way_at_most(province: int) -> None:
    client = client_of("office", province)
    answers = [sent(client, FILE.read_bytes() + b"\n" * number, province) for number in range(later.MOST + 1)]
    assert [answer.status_code for answer in answers] == [302] * later.MOST + [422]
    assert "chờ xong rồi gửi tiếp" in seen(answers[-1])


def test_of_two_people_each_has_a_file_in_turn(province: int) -> None:
    for user_id in (1, 1, 1, 2):
        reading_later.start("a.txt", b"x", province, None, None, actor=Actor(user_id, "", ""))
    with connection.cursor() as cursor:
        cursor.execute("SELECT priority, lock FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        queued = cursor.fetchall()
    assert queued == [(0, "kernel.later"), (-1, "kernel.later"), (-2, "kernel.later"), (0, "kernel.later")]


def test_a_file_is_kept_for_an_hour_only(province: int) -> None:
    sent(client_of("office", province), FILE.read_bytes(), province)
    cache.clear()
    inline.run_waiting()
    job = JobProgress.objects.get()
    assert (job.state, "hãy gửi lại" in job.message) == (JobState.REFUSED, True)
