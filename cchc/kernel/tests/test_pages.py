"""The log, the public roots and the progress of a job, as people see them."""

import io
import json
import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from cchc.kernel import clock, history, navigation
from cchc.kernel.history import checking, kinds, roots, shown
from cchc.kernel.models import JobProgress, JobState
from cchc.kernel.tests import people
from cchc.kernel.tests.people import Somebody
from cchc.kernel.tests.walking import walk


@pytest.fixture(autouse=True)
def door(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MIDDLEWARE = [
        "cchc.kernel.requests.middleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "cchc.kernel.tests.people.middleware",
    ]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    come(monkeypatch, "audit.read")


def come(monkeypatch: pytest.MonkeyPatch, *words: str, user_id: int = 7, local: bool = False) -> None:
    monkeypatch.setattr(people, "present", Somebody(frozenset(words), user_id, local))


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def numbers(html: str) -> list[int]:
    return [int(number) for number in re.findall(r'id="muc-(\d+)"', html)]


@pytest.fixture
def changes(probe: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = kinds.Module("kernel", "Nền tảng", [("probe", "Bản thử")], ("probe",))
    monkeypatch.setattr(kinds, "modules", lambda: [known])
    monkeypatch.setattr(shown, "_columns", lambda table, _language: {"name": "Tên"} if table == "probe" else {})
    with history.attributed(history.Actor(3, "Trần Hùng <b>", "10.0.0.8")), connection.cursor() as cursor:
        cursor.execute("INSERT INTO probe (id, name) SELECT i, 'Tên <i>' || i FROM generate_series(1, 130) i")
        cursor.execute("UPDATE probe SET name = 'Tên mới' WHERE id = 5")
    history.settle()


def test_the_log_says_who_changed_what(client: Client, changes: None) -> None:
    html = page(client, "/nhat-ky/?bang=probe&ban_ghi=5")
    assert len(numbers(html)) == 2
    assert "<del>Tên &lt;i&gt;5</del>" in html
    assert "<ins>Tên mới</ins>" in html
    assert "Trần Hùng &lt;b&gt;" in html
    assert "10.0.0.8" in html


def test_the_log_is_walked_from_page_to_page_without_gap_or_repeat(client: Client, changes: None) -> None:
    seen, url = [], "/nhat-ky/?bang=probe"
    while url:
        html = page(client, url)
        seen += numbers(html)
        following = re.search(r'href="(\?[^"]*truoc=\d+[^"]*)" rel="next"', html)
        url = "/nhat-ky/" + following[1].replace("&amp;", "&") if following else ""
    assert len(seen) == 131
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 131


@pytest.mark.parametrize(
    "query", ["tu=31/2/2019", "truoc=x", "truoc=-1", "bang=khong_co", "truoc=99999999999999999999"]
)
def test_a_wrong_search_is_no_error(client: Client, db: None, query: str) -> None:
    page(client, f"/nhat-ky/?{query}")


def test_the_log_costs_two_queries_of_its_own(client: Client, changes: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        page(client, "/nhat-ky/?bang=probe")
    own = [query["sql"] for query in asked if "organisation_" not in query["sql"]]  # the registry names the site
    assert len(own) <= 2, own  # the entries; the tables to choose from


def test_an_export_holds_what_was_searched_and_is_recorded(client: Client, changes: None) -> None:
    response = client.get("/nhat-ky/?bang=probe&xuat=xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response))).get_sheet_by_index(0).to_python()
    assert len(rows) == 132
    assert rows[1][2] == "Trần Hùng <b>"
    assert json.loads(rows[1][8]) == {"name": "Tên mới"}
    history.settle()
    read = history.of("kernel_auditentry", "")[0]
    assert (read.action, read.actor_id) == ("read", 7)
    assert "probe" in read.after["why"]


def test_only_who_may_read_it_everywhere_opens_the_log(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    come(monkeypatch, "audit.read", local=True)
    assert client.get("/nhat-ky/").status_code == 403
    assert client.get("/nhat-ky/?xuat=csv").status_code == 403
    assert not [
        link for _group, links in navigation.menu(people.present, "/") for link in links if "/nhat-ky" in link.url
    ]
    come(monkeypatch, "audit.nothing")
    assert client.get("/nhat-ky/").status_code == 403
    come(monkeypatch)
    assert client.get("/nhat-ky/").status_code == 302


def test_tables_and_columns_have_their_vietnamese_names(db: None) -> None:
    assert shown.table("plans_task") == "Nhiệm vụ"
    assert shown.column("plans_task", "title") != "title"
    assert (shown.table("probe"), shown.column("probe", "secret")) == ("Probe", "Secret")


def test_anybody_sees_the_roots_and_may_check_against_them(
    client: Client, changes: None, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    come(monkeypatch)
    assert "Chưa có mã đối chiếu nào" in page(client, "/nhat-ky/goc/")
    root = roots.seal(clock.today(), clock.now())
    assert root is not None
    assert root.root in page(client, "/nhat-ky/goc/")
    assert root.root in page(client, "/en/nhat-ky/goc/")
    file = tmp_path / "goc.json"
    file.write_bytes(client.get("/nhat-ky/goc/tep/").content)
    assert json.loads(file.read_text())["roots"][0]["root"] == root.root
    assert checking.verify(file).findings == ()


@pytest.fixture
def job(db: None) -> JobProgress:
    now = clock.now()
    return JobProgress.objects.create(
        job="test", title="Đọc kế hoạch 2019", owner_id=7, state=JobState.RUNNING, percent=40,
        message="Trang 4/10", started_at=now, changed_at=now,
    )  # fmt: skip


def test_a_running_job_shows_its_percentage_with_and_without_scripts(client: Client, job: JobProgress) -> None:
    html = page(client, f"/tien-trinh/{job.pk}/")
    assert '<progress id="phan-tram" max="100" value="40">' in html
    assert "Trang 4/10" in html
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in html
    fragment = client.get(f"/tien-trinh/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert f'hx-get="/tien-trinh/{job.pk}/"' in fragment


def test_a_finished_job_leads_to_its_result_but_never_to_another_site(client: Client, job: JobProgress) -> None:
    walk(job, JobState.DONE, percent=100, result="/ke-hoach/1/")
    assert client.get(f"/tien-trinh/{job.pk}/")["Location"] == "/ke-hoach/1/"
    fragment = client.get(f"/tien-trinh/{job.pk}/", headers={"HX-Request": "true"})
    assert fragment["HX-Redirect"] == "/ke-hoach/1/"
    JobProgress.objects.update(result="https://example.org/")
    assert "example.org" not in page(client, f"/tien-trinh/{job.pk}/")


def test_a_refused_job_says_why_and_stops_asking(client: Client, job: JobProgress) -> None:
    walk(job, JobState.REFUSED, message="Tệp này không phải kế hoạch.")
    html = page(client, f"/tien-trinh/{job.pk}/")
    assert "Tệp này không phải kế hoạch." in html
    assert "hx-get" not in html.split('id="tien-trinh"')[1].split(">")[0]
    assert 'http-equiv="refresh"' not in html


def test_nobody_sees_the_progress_of_anothers_job(
    client: Client, job: JobProgress, monkeypatch: pytest.MonkeyPatch
) -> None:
    come(monkeypatch, "audit.nothing", user_id=8)
    assert client.get(f"/tien-trinh/{job.pk}/").status_code == 404
    assert client.get(f"/tien-trinh/{uuid.uuid4()}/").status_code == 404
