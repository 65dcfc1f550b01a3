"""Registers and letters; notices and digests."""

import datetime as dt
from functools import partial

from cchc.documents.actions import arriving, blanks, issuing, signing, storing
from cchc.documents.actions import urging as letters
from cchc.documents.actions.arriving import Arrived
from cchc.documents.actions.issuing import Elsewhere
from cchc.documents.models import Blank, StoredFile
from cchc.inbox.types import Item, Urgent
from cchc.kernel.tests.kept import kept_file
from cchc.notifications.actions import digesting, reading, reminding, sending, telling, urging
from cchc.notifications.models import Delivery, Notice
from cchc.notifications.states import Channel, Kind
from cchc.notifications.types import News
from cchc.organisation.actions import calendars
from cchc.organisation.queries.written_calendars import written_sheets
from tests.concurrency.racing import Act
from tests.concurrency.telling import story, twice
from tests.concurrency.world import NOW, TODAY, City

Acts = tuple[Act, Act]
PDF = b"%PDF-1.7 a small file"


def elsewhere(city: City) -> issuing.Issued:
    given = Elsewhere("BC", "BC-SNV", TODAY, "Kết quả", "Nguyễn Văn Ký", files=[("a.pdf", PDF)])
    return issuing.enter(given, city.unit("S1"), **city.by("clerk"))


@story(issuing.enter, issuing.issue, title="two numbers of one series")
def _(city: City) -> Acts:
    return twice(partial(elsewhere, city))


@story(arriving.register)
def _(city: City) -> Acts:
    given = Arrived(TODAY, "Bộ Nội vụ", "581/BNV", TODAY, "Về báo cáo")
    return twice(partial(arriving.register, given, city.unit("S1"), **city.by("clerk")))


@story(arriving.close)
def _(city: City) -> Acts:
    number = arriving.register(Arrived(TODAY, "Bộ", "5/B", TODAY, "Báo cáo"), city.unit("S1"), **city.by("clerk"))
    return twice(partial(arriving.close, number, None, **city.by("clerk")))


@story(issuing.withdraw)
def _(city: City) -> Acts:
    made = elsewhere(city)
    return twice(partial(issuing.withdraw, made.outgoing_id, "Sai thể thức", **city.by("clerk")))


class Hand:
    """Signs nothing: what matters here is whether the document may still be signed."""


@story(signing.sign, signing.with_certificate_file, issuing.withdraw, title="signed while it is withdrawn")
def _(city: City) -> Acts:
    made = elsewhere(city)
    file = StoredFile.objects.get(outgoing=made.outgoing_id).pk
    return partial(signed, file, city), partial(issuing.withdraw, made.outgoing_id, "Sai", **city.by("head"))


def signed(file: int, city: City) -> None:
    from unittest import mock

    with mock.patch("cchc.documents.documents.signature.signed", lambda content, *_: content + b" signed"):
        signing.sign(file, Hand(), "Ban hành", **city.by("clerk"))  # type: ignore[arg-type]


@story(blanks.withdraw)
def _(city: City) -> Acts:
    row = Blank.objects.create(
        unit_id=city.unit("S1"), title="Mẫu", file_name="a.docx", sha256="0" * 64,
        file=kept_file(b"x", "documents.blank"), names=["a"],
        uploaded_at=NOW,
    )  # fmt: skip
    return twice(partial(blanks.withdraw, row.pk, **city.by("clerk")))


@story(storing.attach, issuing.withdraw)
def _(city: City) -> Acts:
    made = elsewhere(city)
    attached = partial(storing.attach, made.outgoing_id, storing.bring("b.pdf", PDF), **city.by("clerk"))
    return attached, partial(issuing.withdraw, made.outgoing_id, "Sai", **city.by("clerk"))


# ------------------------------------------------------------------ notices
def due(city: City, unit: str = "S1") -> Item:
    return Item("việc:1", "assignment", city.unit(unit), city.unit("P"), TODAY, "1.a Kế hoạch", "/viec/1/")


def news(city: City, *keys: str) -> list[News]:
    return [News(key, "assigned", city.unit("S1"), "1.a Kế hoạch", "/viec/1/") for key in keys]


@story(telling.tell, title="the same news in another order")
def _(city: City) -> Acts:
    return partial(telling.tell, news(city, "a", "b"), now=NOW), partial(telling.tell, news(city, "b", "a"), now=NOW)


@story(urging.urge, title="the same matter by two")
def _(city: City) -> Acts:
    return partial(urging.urge, Urgent("Kế hoạch", "/", [due(city)]), "Nhanh", **city.by()), partial(
        urging.urge, Urgent("Kế hoạch", "/", [due(city)]), "Làm ngay", **city.by("office2")
    )


@story(letters.write, urging.lettered)
def _(city: City) -> Acts:
    from cchc.accounts.queries import subject_for_user

    act = urging.urge(Urgent("Kế hoạch", "/", [due(city, "X2")]), "Nhanh", **city.by("district"))
    subject = subject_for_user(city.person("district"), TODAY)
    assert subject
    head = city.heads["H"]
    return twice(partial(letters.write, act, city.unit("H"), head, subject, **city.by("district")))


@story(reading.read)
def _(city: City) -> Acts:
    telling.tell(news(city, "a", "b"), now=NOW)
    one = Notice.objects.filter(user_id=city.person("clerk")).order_by("pk")[0]
    user = city.person("clerk")
    return partial(reading.read, user, one.pk, **city.by("clerk")), partial(
        reading.read, user, None, **city.by("clerk")
    )


@story(reading.prefer)
def _(city: City) -> Acts:
    user = city.person("clerk")
    return partial(reading.prefer, user, {Channel.SMS: [Kind.WORK]}, "0912345678", **city.by("clerk")), partial(
        reading.prefer, user, {Channel.MAIL: [Kind.URGING]}, "", **city.by("clerk")
    )


@story(digesting.run, digesting.prepare, reminding.remind)
def _(city: City) -> Acts:
    calendars.load(written_sheets(), {}, **city.by())
    city.case.assignment("S1", end_on=dt.date(2019, 6, 12), schedule_kind="deadline")
    return twice(partial(digesting.run, NOW))


def delivery(city: City) -> int:
    return Delivery.objects.create(
        user_id=city.person("clerk"), unit_id=city.unit("S1"), channel="mail", day=TODAY, address="a@vi-du.vn",
        subject="Thư", text="Thư", prepared_at=NOW, next_try_at=NOW, state="refused",
    ).pk  # fmt: skip


@story(sending.again)
def _(city: City) -> Acts:
    return twice(partial(sending.again, delivery(city), **city.by()))
