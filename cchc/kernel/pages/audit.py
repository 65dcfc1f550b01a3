"""The log of all changes, for those who may read it over the whole province."""

from typing import cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from cchc.kernel import history, sheets
from cchc.kernel.history import coverage, entries, exported, shown
from cchc.kernel.permission import Record, permission, subject_of

_PER_PAGE = 50


class SearchForm(forms.Form):
    """What to look for; all of it may be empty."""

    ai = forms.CharField(label=_("Người thực hiện"), required=False, max_length=200)
    bang = forms.ChoiceField(label=_("Loại bản ghi"), required=False, choices=[("", _("Tất cả"))])
    ban_ghi = forms.CharField(label=_("Số bản ghi"), required=False, max_length=200)
    thao_tac = forms.ChoiceField(
        label=_("Thao tác"), required=False, choices=[("", _("Tất cả")), *shown.ACTIONS.items()]
    )
    tu = forms.DateField(label=_("Từ ngày"), required=False, widget=forms.DateInput({"placeholder": "7/5/2019"}))
    den = forms.DateField(label=_("Đến ngày"), required=False, widget=forms.DateInput({"placeholder": "7/5/2019"}))
    khong_ro = forms.BooleanField(label=_("Chỉ các thay đổi không rõ người thực hiện"), required=False)
    truoc = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        listed = sorted((shown.table(table), table) for table in coverage.attached())
        tables = cast(forms.ChoiceField, self.fields["bang"])
        tables.choices = [("", _("Tất cả")), *((table, words) for words, table in listed)]

    def query(self) -> entries.Query:
        """Return what to search; wrong parts are left out (the form says so beside them)."""
        found = self.cleaned_data
        return entries.Query(
            who=found.get("ai", ""),
            table=found.get("bang", ""),
            row=found.get("ban_ghi", ""),
            action=found.get("thao_tac", ""),
            first=found.get("tu"),
            last=found.get("den"),
            unattributed=found.get("khong_ro", False),
        )


@permission("audit.read")
def log(request: HttpRequest) -> HttpResponseBase:
    """Show the newest entries that match, or give them as a file; reading the file is itself recorded."""
    if not subject_of(request).may("audit.read", Record("audit")):
        raise PermissionDenied("the log is not divided by unit")
    form = SearchForm(request.GET)
    form.is_valid()
    query = form.query()
    wanted = request.GET.get("xuat")
    for format in sheets.FORMATS:
        if wanted == format:
            history.record_read(
                history.actor_of(request), "kernel_auditentry", [], what="xuất nhật ký", why=repr(query)
            )
            return sheets.download(format, "nhat-ky", exported.COLUMNS, exported.rows(query))
    found = entries.search(query, below=form.cleaned_data.get("truoc"), limit=_PER_PAGE + 1)
    context = {
        "form": form,
        "lines": [shown.line(entry) for entry in found[:_PER_PAGE]],
        "older": found[_PER_PAGE - 1].seq if len(found) > _PER_PAGE else None,
        "paged": form.cleaned_data.get("truoc") is not None,
    }
    return render(request, "kernel/pages/audit.html", context)
