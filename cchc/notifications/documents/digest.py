"""The words of a digest, in the reader's language: the most urgent first, each with the place to act."""

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cchc.inbox.queries import titles
from cchc.notifications.models import Notice
from cchc.notifications.queries import bundles
from cchc.notifications.queries.bundles import Bundle
from cchc.notifications.rules import kinds
from cchc.notifications.types import DUE, OVERDUE, URGED
from cchc.ui import display


def base_url() -> str:
    """Return under which address people open the platform."""
    return os.environ.get("CCHC_BASE_URL", "http://127.0.0.1:8000").rstrip("/")


def _url(path: str) -> str:
    return f"{base_url()}{'/en' if translation.get_language() == 'en' else ''}{path}"


def written(
    notices: Sequence[Notice], names: Mapping[int, str], today: dt.date, *, home: int | None, most: int
) -> tuple[str, str]:
    """Return subject and text; no more than ``most`` matters are named, the rest counted.

    Reminders of the work of other units follow, a line for each plan or period with the list behind it.
    """
    own, groups = bundles.apart(notices, home)
    ordered = sorted(own, key=lambda one: (one.message.urgency, one.due_on or dt.date.max, one.pk))
    parts = []
    for what in dict.fromkeys(one.what for one in ordered):
        lines = [one for one in ordered[:most] if one.what == what]
        if lines:
            parts.append(
                "\n".join([str(kinds.kept(what).label).upper(), *(_line(one, names, home, today) for one in lines)])
            )
    if len(ordered) > most:
        more = len(ordered) - most
        parts.append(ngettext("Và %(n)d việc nữa.", "Và %(n)d việc nữa.", more) % {"n": more})
    if groups:
        parts.append("\n".join([_("Của các đơn vị bạn theo dõi").upper(), *(_bundle(one) for one in groups)]))
    parts.append(_("Xem tất cả và chọn cách nhận thông báo: %(url)s") % {"url": _url("/thong-bao/")})
    return _subject(ordered, groups, today), "\n\n".join(parts)


def _bundle(one: Bundle) -> str:
    matters = ngettext("%(n)d việc", "%(n)d việc", one.matters) % {"n": one.matters}
    units = ngettext("%(n)d đơn vị", "%(n)d đơn vị", one.units) % {"n": one.units}
    address = _url(f"/thong-bao/?{urlencode({'nhom': one.word})}")
    return f"- {one.label}: {titles.said(one.title)} ({matters}, {units})\n  {address}"


def _subject(notices: Sequence[Notice], groups: Sequence[Bundle], today: dt.date) -> str:
    """Return what awaits the reader in one line: "3 việc quá hạn, 2 việc sắp đến hạn (30/09/2019)"."""
    counted = {what: sum(one.what == what for one in notices) for what in (OVERDUE, DUE)}
    rest = len(notices) - sum(counted.values())
    watched = sum(one.matters for one in groups)
    late, near = counted[OVERDUE], counted[DUE]
    said = [
        late and ngettext("%(n)d việc quá hạn", "%(n)d việc quá hạn", late) % {"n": late},
        near and ngettext("%(n)d việc sắp đến hạn", "%(n)d việc sắp đến hạn", near) % {"n": near},
        watched and ngettext("%(n)d việc của đơn vị khác", "%(n)d việc của đơn vị khác", watched) % {"n": watched},
        rest and ngettext("%(n)d thông báo khác", "%(n)d thông báo khác", rest) % {"n": rest},
    ]
    return f"CCHC: {', '.join(str(one) for one in said if one)} ({display.date(today)})"


def _line(one: Notice, names: Mapping[int, str], home: int | None, today: dt.date) -> str:
    about = [] if one.unit_id == home else [names.get(one.unit_id, "")]
    if one.due_on and one.what in (DUE, OVERDUE, URGED):
        language = translation.get_language()
        far = display.distance(one.due_on, today, language)
        about.append(_("hạn %(day)s, %(far)s") % {"day": display.date(one.due_on, language), "far": far})
    if one.note:
        about.append(one.note)
    tail = f" ({'; '.join(part for part in about if part)})" if about else ""
    return f"- {titles.said(one.title)}{tail}\n  {_url(one.path)}"
