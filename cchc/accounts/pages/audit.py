"""The log of all changes, a sentence an act, for those who may read it over the whole province."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cchc.accounts.queries import people
from cchc.kernel import clock, history, sheets
from cchc.kernel.history import entries, exported, kinds, sentences, shown
from cchc.kernel.history.entries import Run
from cchc.kernel.permission import Record, permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.organisation import queries as organisation
from cchc.ui.forms import DateField, Form, UnitField

_PER_PAGE = 50
_DETAILED = 20


class SearchForm(Form):
    """What to look for; all of it may be empty."""

    ai = forms.CharField(label=_("Người thực hiện"), required=False, max_length=200)
    don_vi = UnitField(label=_("Người của đơn vị (và cấp dưới)"), required=False)
    bang = forms.ChoiceField(label=_("Loại hồ sơ"), required=False, choices=[("", _("Tất cả"))])
    thao_tac = forms.ChoiceField(
        label=_("Việc đã làm"), required=False, choices=[("", _("Tất cả")), *shown.ACTIONS.items()]
    )
    tu = DateField(label=_("Từ ngày"), required=False)
    den = DateField(label=_("Đến ngày"), required=False)
    khong_ro = forms.BooleanField(label=_("Chỉ các thay đổi không rõ người thực hiện"), required=False)
    ban_ghi = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    truoc = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.modules = {one.label: one for one in kinds.modules()}
        asked = data.get("bang", "")
        groups = [(one.words, _choices(one, asked)) for one in self.modules.values()]
        cast(forms.ChoiceField, self.fields["bang"]).choices = [("", _("Tất cả")), *groups]
        cast(UnitField, self.fields["don_vi"]).offer(organisation.offered(clock.today()), _("Mọi đơn vị"))

    def query(self) -> entries.Query:
        """Return what to search; wrong parts are left out (the form says so beside them)."""
        found = self.cleaned_data
        unit, kind = found.get("don_vi"), found.get("bang", "")
        module = self.modules.get(kind)
        return entries.Query(
            who=found.get("ai", ""),
            actor_ids=tuple(people.ids_within(unit, clock.today())) if unit else None,
            table="" if module else kind,
            tables=module.tables if module else None,
            row=found.get("ban_ghi", ""),
            action=found.get("thao_tac", ""),
            first=found.get("tu"),
            last=found.get("den"),
            unattributed=found.get("khong_ro", False),
        )


def _choices(module: kinds.Module, asked: str) -> list[tuple[str, str]]:
    """Return a module's choices: all of it, the records that people know, and the one that a link asked for."""
    listed = dict(module.kinds)
    if asked in module.tables:
        listed.setdefault(asked, shown.table(asked))
    return [(module.label, gettext("Mọi hồ sơ: %(module)s") % {"module": module.words}), *listed.items()]


@dataclass(frozen=True)
class Act:
    """What somebody did in one go: the entries of one request, headed by the one that says most."""

    head: shown.Line
    sentence: str
    details: Sequence[tuple[shown.Line, str]]
    more: int

    @property
    def count(self) -> int:
        """Return how many changes it made, shown or not."""
        return len(self.details) + self.more


@permission("audit.read")
@slow()
def log(request: HttpRequest) -> HttpResponseBase:
    """Show the newest acts that match, or give the entries as a file; reading the file is itself recorded."""
    if not subject_of(request).may("audit.read", Record("audit")):
        raise PermissionDenied("the log is not divided by unit")
    form = SearchForm(request.GET)
    form.is_valid()
    query = form.query()
    if (wanted := request.GET.get("xuat", "")) in sheets.FORMATS:
        history.record_read(history.actor_of(request), "kernel_auditentry", [], what=exported.WHAT, why=query.asked)
        rows = exported.rows(query, exported.MOST[wanted])
        if wanted == "csv":
            return sheets.stream("nhat-ky", exported.COLUMNS, rows)
        return sheets.download("xlsx", "nhat-ky", exported.COLUMNS, rows)
    found = entries.runs(query, below=form.cleaned_data.get("truoc"), limit=_PER_PAGE + 1, shown=_DETAILED)
    context = {
        "form": form,
        "acts": acts(found[:_PER_PAGE]),
        "older": found[_PER_PAGE - 1].first if len(found) > _PER_PAGE else None,
        "paged": form.cleaned_data.get("truoc") is not None,
        "most": exported.MOST,
        "one": form.cleaned_data.get("ban_ghi", ""),
    }
    return render(request, "accounts/pages/audit.html", context)


def acts(found: Sequence[Run]) -> list[Act]:
    """Tell each run as one act, newest first, headed by the earliest of its entries that has a sentence of its own."""
    lines = iter(sentences.read([entry for run in found for entry in run.entries]))
    return [_act([next(lines) for _entry in run.entries], run.count) for run in found]


def _act(group: Sequence[tuple[shown.Line, str]], count: int) -> Act:
    head, sentence = next((one for one in group if sentences.has_own(one[0].entry)), group[0])
    return Act(head, sentence, group, count - len(group))
