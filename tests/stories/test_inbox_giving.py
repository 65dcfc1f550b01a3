"""A unit gives work to one of its people: who may, who is told, who sees it, what the trail says."""

import datetime as dt

import pytest
from django.test import Client

from cchc.accounts.models import User
from cchc.documents.models import Incoming
from cchc.inbox.models import Handling
from cchc.inbox.queries import lists
from cchc.kernel.history import attributed
from cchc.kernel.jobs import inline
from cchc.notifications.actions import settling
from cchc.notifications.models import Notice
from cchc.plans.actions import targets
from cchc.plans.models import Plan
from cchc.plans.tests.work_cases import MARCH, SETUP, Case, at
from cchc.plans.tests.work_door import by, signed_in, text_of, with_roles

GIVE = "/viec-cua-toi/phan-cong/"


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("CCHC_DEMO_DATE", MARCH.isoformat())
    return with_roles()


def give(client: Client, person: User | None, *keys: str) -> str:
    data = {"viec": list(keys), "nguoi": person.pk if person else ""}
    return text_of(client.post(GIVE, data, follow=True))


def test_what_a_head_gives_is_in_the_persons_list_and_they_are_told_once(case: Case) -> None:
    one, _other = (case.assignment(end_on=MARCH, title=title) for title in ("Rà soát thủ tục", "Tập huấn"))
    key, head, clerk = f"plans.assignment:{one.pk}", signed_in(case, "head"), signed_in(case, "clerk")
    assert "Đã phân công, người nhận được báo." in give(head, case.people["clerk"], key)
    give(head, case.people["clerk"], key)
    inline.run_waiting()
    [told] = Notice.objects.filter(what="given")
    assert (told.user, told.matter, told.path) == (case.people["clerk"], key, f"/viec/{one.pk}/")
    own = text_of(clerk.get("/viec-cua-toi/?ai=toi"))
    assert "Rà soát thủ tục" in own
    assert "Tập huấn" not in own
    assert "Tập huấn" in text_of(clerk.get("/viec-cua-toi/")), "the work stays the unit's"
    assert case.people["clerk"].full_name in text_of(head.get("/viec-cua-toi/"))
    assert Handling.objects.get().given_by == case.people["head"]
    type(one).objects.filter(pk=one.pk).update(done_on=MARCH, percent=100)
    settling.everything(at(MARCH))
    told.refresh_from_db()
    assert told.settled_at
    assert "Rà soát thủ tục" not in text_of(clerk.get("/viec-cua-toi/?ai=toi"))


def test_work_stays_with_its_person_when_its_day_is_registered(case: Case) -> None:
    Plan.objects.filter(pk=case.plan.pk).update(target_by=MARCH)
    work, clerk = case.assignment(title="Rà soát thủ tục"), signed_in(case, "clerk")
    give(signed_in(case, "head"), case.people["clerk"], f"plans.assignment:{work.pk} day")
    inline.run_waiting()
    assert Notice.objects.get(what="given").matter == f"plans.assignment:{work.pk} day"
    targets.set_target(work.pk, dt.date(2019, 12, 20), **by(case, "clerk"))
    [item] = clerk.get("/viec-cua-toi/?ai=toi").context["items"]
    assert item.key == f"plans.assignment:{work.pk}"
    page = signed_in(case, "head").get("/viec-cua-toi/")
    assert page.context["handled"][item.record][0] == case.people["clerk"].pk
    give(signed_in(case, "head"), None, item.record)
    assert not Handling.objects.exists()


def test_ones_own_list_loses_nothing_to_other_sources_of_the_same_numbers(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents that others deal with have the numbers of work that is the reader's, and are due before theirs."""
    monkeypatch.setattr(lists, "PER_PAGE", 1)
    works = [case.assignment(end_on=MARCH) for _ in range(4)]
    with attributed(SETUP):
        for number, work in enumerate(works, 1):
            Incoming.objects.create(
                pk=work.pk, unit=case.units["S1"], year=2019, number=number, arrived_on=MARCH, author="Bộ Nội vụ",
                code=f"{number}/BNV", dated_on=MARCH, title=f"Văn bản {number}", registered_at=at(MARCH),
                due_on=MARCH + dt.timedelta(number),
            )  # fmt: skip
    mine = {f"plans.assignment:{one.pk}" for one in works[:2]} | {f"documents.incoming:{works[3].pk}"}
    give(signed_in(case, "head"), case.people["clerk"], *mine)
    client, seen, address = signed_in(case, "clerk"), [], "/viec-cua-toi/?ai=toi"
    while address:
        page = client.get(address)
        seen += [item.key for item in page.context["items"]]
        address = f"/viec-cua-toi/?ai=toi&sau={page.context['more']}" if page.context["more"] else ""
    assert sorted(seen) == sorted(mine)


def test_several_at_once_are_one_notice(case: Case) -> None:
    works = [case.assignment(end_on=MARCH) for _ in range(3)]
    give(signed_in(case, "head"), case.people["clerk"], *(f"plans.assignment:{one.pk}" for one in works))
    inline.run_waiting()
    [told] = Notice.objects.filter(what="given")
    assert (told.title, told.path) == ("Số việc được phân công: 3", "/viec-cua-toi/?ai=toi")


def test_the_last_word_holds_and_may_be_taken_back(case: Case) -> None:
    key, head = f"plans.assignment:{case.assignment(end_on=MARCH).pk}", signed_in(case, "head")
    give(head, case.people["clerk"], key)
    give(head, case.people["head"], key)
    assert Handling.objects.get().person == case.people["head"]
    assert "Đã bỏ phân công." in give(head, None, key)
    assert not Handling.objects.exists()


def test_whoever_loses_an_item_is_called_by_it_no_more(case: Case) -> None:
    key, head = f"plans.assignment:{case.assignment(end_on=MARCH).pk}", signed_in(case, "head")
    User.objects.filter(pk=case.people["other"].pk).update(unit=case.units["S1"])

    def called() -> set[str]:
        inline.run_waiting()
        return set(Notice.objects.filter(what="given", settled_at=None).values_list("user__username", flat=True))

    clerk, other = case.people["clerk"], case.people["other"]
    give(head, clerk, key)
    assert called() == {clerk.username}
    give(head, other, key)
    assert called() == {other.username}
    give(head, clerk, key)
    assert called() == {clerk.username}, "who gets it back is told again"
    give(head, None, key)
    assert called() == set()
    give(head, clerk, key)
    give(head, other, key)
    give(head, clerk, key)
    assert called() == {clerk.username}, "all before the queue came"


def test_nobody_gives_what_is_not_their_units_or_to_strangers(case: Case) -> None:
    mine, theirs = case.assignment(end_on=MARCH), case.assignment("S2", end_on=MARCH)
    head = signed_in(case, "head")
    assert "Hãy chọn ít nhất một việc." in give(head, case.people["clerk"], f"plans.assignment:{theirs.pk}")
    assert "Chỉ phân công cho người đang làm việc ở đơn vị." in give(
        head, case.people["other"], f"plans.assignment:{mine.pk}"
    )
    for strange in ("", "la", "plans.assignment:x", "plans.assignment:999999999999999999999", "x" * 500):
        assert "Hãy chọn ít nhất một việc." in give(head, case.people["clerk"], strange)
    clerk = signed_in(case, "clerk")
    assert clerk.post(GIVE, {"viec": f"plans.assignment:{mine.pk}"}).status_code == 403
    assert "Phân công việc đã chọn" not in text_of(clerk.get("/viec-cua-toi/"))
    assert not Handling.objects.exists()


def test_who_has_left_the_unit_has_its_work_no_more(case: Case) -> None:
    key = f"plans.assignment:{case.assignment(end_on=MARCH, title='Rà soát').pk}"
    give(signed_in(case, "head"), case.people["clerk"], key)
    User.objects.filter(pk=case.people["clerk"].pk).update(unit=case.units["S2"])
    page = signed_in(case, "head").get("/viec-cua-toi/")
    assert page.context["handled"] == {}
