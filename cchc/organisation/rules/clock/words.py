"""The reasons of a due moment in words; the Vietnamese is the message id of its translations.

``language`` says how days and numbers are written.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal

from cchc.kernel import writing
from cchc.organisation.rules.clock.types import Derivation, SpecialDay

Translate = Callable[[str], str]
_RUN = 4  # from so many days on end a range reads better than a list


def sentence(derivation: Derivation, _: Translate = str, language: str = "vi") -> str:
    """Return the reasons as one line: "5 ngày làm việc, trừ 29/04, 30/04 và 01/05, làm bù 04/05"."""
    return ", ".join(parts(derivation, _, language))


def parts(derivation: Derivation, _: Translate = str, language: str = "vi") -> tuple[str, ...]:
    """Return the reasons one by one: the limit first, then what changed the count."""
    dated = _Dates(derivation, _, language)
    said = [_limit(derivation, _, language)]
    if derivation.starts_later:
        said.append(_("nhận ngoài giờ, tính từ %(moment)s") % {"moment": dated.moment(derivation.started)})
    if derivation.rolled_from:
        said.append(_("ngày cuối %(day)s là ngày nghỉ") % {"day": dated.day(derivation.rolled_from)})
    if derivation.days_off:
        said.append(_("trừ %(days)s") % {"days": dated.days(derivation.days_off)})
    if derivation.make_up:
        said.append(_("làm bù %(days)s") % {"days": dated.days(derivation.make_up)})
    if derivation.half_days:
        said.append(_("làm nửa ngày %(days)s") % {"days": dated.days(derivation.half_days)})
    if derivation.paused_minutes:
        said.append(_("cộng %(time)s tạm dừng") % {"time": hours_and_minutes(derivation.paused_minutes, _)})
    return tuple(said)


def warnings(derivation: Derivation, _: Translate = str, language: str = "vi") -> tuple[str, ...]:
    """Return what the reader should know before relying on the moment."""
    dated = _Dates(derivation, _, language)
    said = []
    if derivation.doubtful:
        text = _("Chưa đối chiếu được quyết định về ngày %(days)s: kiểm tra trước khi hẹn.")
        said.append(text % {"days": dated.days(derivation.doubtful)})
    if derivation.years_without_list:
        text = _("Chưa có danh mục ngày nghỉ năm %(years)s: hạn mới trừ thứ Bảy, Chủ nhật.")
        said.append(text % {"years": _joined([str(year) for year in derivation.years_without_list], _)})
    return tuple(said)


def hours_and_minutes(minutes: int, _: Translate = str) -> str:
    """Return working time as "4 giờ 30 phút làm việc"."""
    hours, rest = divmod(minutes, 60)
    if not rest:
        return _("%(hours)d giờ làm việc") % {"hours": hours}
    if not hours:
        return _("%(minutes)d phút làm việc") % {"minutes": rest}
    return _("%(hours)d giờ %(minutes)d phút làm việc") % {"hours": hours, "minutes": rest}


def written(date: dt.date) -> str:
    """Return "07/05", as every page writes days."""
    return writing.day_month_figures(date)


def _limit(derivation: Derivation, _: Translate, language: str) -> str:
    number = _plain(derivation.limit) if language == "en" else _plain(derivation.limit).replace(".", ",")
    match derivation.unit:
        case "working_days":
            return _("%(number)s ngày làm việc") % {"number": number}
        case "working_hours":
            return _("%(number)s giờ làm việc") % {"number": number}
        case "days":
            return _("%(number)s ngày") % {"number": number}


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class _Dates:
    """Dates as the reader's language writes them, with the year only where the reckoning leaves it."""

    def __init__(self, derivation: Derivation, _: Translate, language: str) -> None:
        self._written = writing.date if derivation.received.year != derivation.due.year else writing.day_month
        self._ = _
        self._language = language

    def day(self, date: dt.date) -> str:
        return self._written(date, self._language)

    def moment(self, moment: dt.datetime) -> str:
        return f"{moment:%H:%M} {self.day(moment.date())}"

    def days(self, days: Sequence[SpecialDay]) -> str:
        runs: list[list[dt.date]] = []
        for date in sorted(day.date for day in days):
            if runs and date - runs[-1][-1] == dt.timedelta(days=1):
                runs[-1].append(date)
            else:
                runs.append([date])
        return _joined([text for run in runs for text in self._run(run)], self._)

    def _run(self, run: list[dt.date]) -> list[str]:
        if len(run) < _RUN:
            return [self.day(date) for date in run]
        return [self._("%(first)s đến %(last)s") % {"first": self.day(run[0]), "last": self.day(run[-1])}]


def _joined(words: Sequence[str], _: Translate) -> str:
    if len(words) == 1:
        return words[0]
    return _("%(most)s và %(last)s") % {"most": ", ".join(words[:-1]), "last": words[-1]}
