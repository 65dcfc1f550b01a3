"""Answers on the platform: codes that let a form be filled in once, and forms that nothing leads back from."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping

from django.db.models import Count, Sum

from cchc.kernel import history
from cchc.kernel.clock import day_of
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal, marked, together
from cchc.kernel.text import squeeze
from cchc.surveys.actions import _holding, receiving
from cchc.surveys.models import Invitation, Sample, Survey
from cchc.surveys.queries import standing
from cchc.surveys.rules import sampling

_LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is mistaken when it is read off paper
_LENGTH = 10
MAX_CODES = 50_000
_UNKNOWN = marked("Mã này không có hoặc đã dùng: mỗi mã trả lời được một lần. Hãy xem lại chữ trên giấy mời.")


def invite(
    survey_id: int, each: int | None, stratum: str = "", most: int = MAX_CODES, *, actor: Actor, now: dt.datetime
) -> list[tuple[int, str, str]]:
    """Make codes and return (unit, stratum, code): ``each`` to every unit, else what its sample still lacks.

    ``Refusal`` where that is none, or more than ``most`` at once.

    The codes are told this once; the platform keeps their hashes, so no list of them can be asked for later.
    """
    with history.attributed(actor):
        survey = locked(Survey, survey_id)
        _holding.require_answerable(survey, now)
        _ready(survey)
        wanted = _wanted(survey, each, squeeze(stratum)[:120])
        if not wanted:
            raise Refusal("Không còn thiếu mã nào so với cỡ mẫu: hãy tính cỡ mẫu, hoặc ghi số mã mỗi đơn vị.", "each")
        if sum(wanted.values()) > most:
            raise Refusal("Mỗi lần in được nhiều nhất %(most)s giấy mời, lần này cần %(count)s: ghi ít mã hơn, hoặc"
" bỏ chọn in để nhận bảng .xlsx.", 'printed', most=most, count=sum(wanted.values()))  # fmt: skip
        if Invitation.objects.filter(survey=survey).count() + sum(wanted.values()) > MAX_CODES:
            raise Refusal("Một khảo sát phát nhiều nhất %(most)s mã.", "each", most=MAX_CODES)
        for name in {name for _, name in wanted}:
            if not sampling.put_to(name, survey.questions):
                raise Refusal(
                    "Không câu nào hỏi nhóm “%(name)s”: hãy chọn nhóm, hoặc đổi câu hỏi.", "stratum", name=name
                )
        made = [(unit, stratum, _code()) for (unit, stratum), count in wanted.items() for _ in range(count)]
        Invitation.objects.bulk_create(
            [
                Invitation(survey=survey, unit_id=unit, stratum=stratum, digest=digest(code))
                for unit, stratum, code in made
            ],
            batch_size=2_000,
        )
    return made


def _ready(survey: Survey) -> None:
    """Refuse while a question has no words for people or no group, naming each."""
    lacking = standing.unready(survey)
    if lacking:
        raise Refusal(
            "Chưa phát mã được, các câu hỏi sau chưa sẵn sàng: %(lacking)s. Sửa ở “Đổi câu hỏi” trong mục “Câu hỏi”.",
            lacking=together(lacking, "; "),
        )


def _wanted(survey: Survey, each: int | None, stratum: str) -> dict[tuple[int, str], int]:
    if each:
        return {(unit, stratum): each for unit in _holding.units(survey)}
    rows = Invitation.objects.filter(survey=survey).values_list("unit_id", "stratum").annotate(n=Count("pk")).order_by()
    there = {(unit, stratum): count for unit, stratum, count in rows}
    quotas = Sample.objects.filter(survey=survey).values_list("unit_id", "stratum").annotate(n=Sum("quota"))
    lacking = {(unit, stratum): quota - there.get((unit, stratum), 0) for unit, stratum, quota in quotas.order_by("pk")}
    return {key: count for key, count in lacking.items() if count > 0}


def _code() -> str:
    return "".join(secrets.choice(_LEGIBLE) for _ in range(_LENGTH))


def digest(code: str) -> str:
    """Return what is kept of a code; blanks, hyphens and capitals do not matter."""
    letters = "".join(letter for letter in code.lower() if letter in _LEGIBLE)
    return hashlib.sha256(letters.encode()).hexdigest()


def invited(code: str, *, now: dt.datetime) -> Invitation:
    """Return the invitation of a code that may still be used; ``Refusal`` says why not."""
    rows = Invitation.objects.select_related("survey")
    invitation = rows.filter(digest=digest(code), is_used=False).first()
    if invitation is None:
        raise Refusal(_UNKNOWN, "ma")
    _holding.require_answerable(invitation.survey, now)
    return invitation


def answer(code: str, choices: Mapping[str, str], *, actor: Actor, now: dt.datetime) -> None:
    """Take in one form and use its code up. The form gets a number of its own, and of the moment only the day."""
    with history.attributed(actor):
        invitation = invited(code, now=now)
        survey = locked(Survey, invitation.survey_id, shared=True)  # citizens need not wait for each other
        _holding.require_answerable(survey, now)
        if not Invitation.objects.filter(pk=invitation.pk, is_used=False).update(is_used=True):
            raise Refusal(_UNKNOWN, "ma")
        number = f"m-{secrets.token_hex(8)}"
        row = receiving.form(survey, invitation.unit_id, number, invitation.stratum, choices, day_of(now))
        if row.void:
            raise Refusal("Hãy trả lời ít nhất một câu.")
        row.save(force_insert=True)
