"""Forms of the six kinds of change, and what each says to the rules."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.kernel.text import squeeze
from cchc.organisation.models import Level
from cchc.organisation.rules.changes import Details, Record
from cchc.organisation.rules.registry import Party
from cchc.ui.forms import DateField, Form, UnitChecks, UnitSelect

Choices = Sequence[tuple[str, Any]]
_MOST_LINES = 200


class ChangeForm(Form):
    """When, and by what document; ``units`` are slugs with names, in groups."""

    creates = True

    on = DateField(label=_("Ngày có hiệu lực"), help_text=_("Ngày đầu tiên của tình trạng mới."))
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=1000, help_text=_("Loại, số, ngày của văn bản, ví dụ Nghị quyết 838/NQ-UBTVQH14.")
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=1000, required=False)
    unverified = forms.BooleanField(label=_("Chưa kiểm chứng bằng văn bản"), required=False)

    field_order: Sequence[str] = ()

    def __init__(self, data: Any = None, *, units: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.order_fields([*self.field_order, "on", "basis", "note", "unverified"])
        for name, chosen in self.fields.items():
            if isinstance(chosen, forms.MultipleChoiceField):
                chosen.choices = list(units)
            elif name in {"unit", "parent", "into", "children_to"} and isinstance(chosen, forms.ChoiceField):
                chosen.choices = [("", "–"), *units]

    @property
    def record(self) -> Record:
        """Return when and by what document."""
        return Record(
            on=self.cleaned_data["on"],
            basis=squeeze(self.cleaned_data["basis"]),
            note=squeeze(self.cleaned_data["note"]),
            certainty="unverified" if self.cleaned_data["unverified"] else "sourced",
        )

    def texts(self, *names: str) -> dict[str, str]:
        """Return what was typed into ``names``, white space folded."""
        return {name: squeeze(self.cleaned_data.get(name) or "") for name in names}


def _unit(label: Any, **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, widget=UnitSelect(), **kwargs)


def _several(label: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, widget=UnitChecks(), **kwargs)


def _text(label: Any, limit: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, **kwargs)


class CreateForm(ChangeForm):
    """A new unit."""

    field_order = ("name", "level", "kind", "parent", "code", "short", "official_name", "symbol")
    name = _text(_("Tên"), 200, help_text=_("Có cả loại, ví dụ Xã Tân Hòa."))
    level = forms.ChoiceField(label=_("Cấp"), choices=Level.choices)
    kind = _text(_("Loại"), 60, help_text=_("Ví dụ xã, phường, sở, đơn vị sự nghiệp."))
    parent = _unit(_("Trực thuộc"))
    code = _text(_("Mã"), 40, required=False, help_text=_("Mã chính thức; để trống nếu không có."))
    short = _text(_("Tên tắt"), 120, required=False)
    official_name = _text(_("Tên cơ quan"), 250, required=False, help_text=_("Để trống thì suy từ tên."))
    symbol = _text(_("Ký hiệu văn bản"), 40, required=False)

    @property
    def details(self) -> Details:
        """Return what the new unit is."""
        texts = self.texts("name", "kind", "code", "short", "official_name", "symbol")
        return Details(level=self.cleaned_data["level"], parent=self.cleaned_data["parent"], **texts)


class RenameForm(ChangeForm):
    """Another name, kind, code or symbol; what is left empty stays."""

    field_order = ("unit", "name", "kind", "code", "short", "official_name", "symbol")
    unit = _unit(_("Đơn vị"))
    name = _text(_("Tên mới"), 200, required=False, help_text=_("Để trống những gì không đổi."))
    kind = _text(_("Loại mới"), 60, required=False)
    code = _text(_("Mã mới"), 40, required=False)
    short = _text(_("Tên tắt mới"), 120, required=False)
    official_name = _text(_("Tên cơ quan mới"), 250, required=False)
    symbol = _text(_("Ký hiệu văn bản mới"), 40, required=False)

    @property
    def changed(self) -> dict[str, str]:
        """Return the fields that change."""
        found = self.texts("name", "kind", "code", "short", "official_name", "symbol")
        return {name: text for name, text in found.items() if text}


class MoveForm(ChangeForm):
    """Another unit above."""

    field_order = ("unit", "parent")
    unit = _unit(_("Đơn vị"))
    parent = _unit(_("Chuyển về trực thuộc"))


class MergeForm(ChangeForm):
    """Several units into one, which is one of them, another one or new."""

    field_order = ("before", "partial", "outside", "into", "name", "level", "kind", "parent", "code")
    before = _several(_("Đơn vị nhập vào"), required=False)
    partial = _several(_("Chỉ nhập một phần của"), required=False, help_text=_("Các đơn vị này vẫn hoạt động."))
    outside = forms.CharField(
        label=_("Đơn vị ngoài danh mục"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một tên, ví dụ đơn vị của tỉnh khác."),
    )
    into = _unit(_("Thành đơn vị đang có"), required=False, help_text=_("Để trống nếu lập đơn vị mới ở dưới."))
    name = _text(_("Tên đơn vị mới"), 200, required=False)
    level = forms.ChoiceField(label=_("Cấp"), choices=Level.choices, required=False, initial="commune")
    kind = _text(_("Loại"), 60, required=False)
    parent = _unit(_("Trực thuộc"), required=False)
    code = _text(_("Mã"), 40, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("into")) == bool(cleaned.get("name")):
            self.add_error("into", _("Chọn một đơn vị đang có, hoặc ghi tên đơn vị mới."))
        if cleaned.get("name"):
            for name in ("kind", "parent"):
                if not cleaned.get(name):
                    self.add_error(name, _("Ghi cho đơn vị mới."))
        both = set(cleaned.get("before", [])) & set(cleaned.get("partial", []))
        if both:
            self.add_error("partial", _("Một đơn vị không thể vừa nhập toàn bộ vừa nhập một phần."))
        return cleaned

    @property
    def parties(self) -> list[Party]:
        """Return the units that go in."""
        whole = [Party(slug) for slug in self.cleaned_data["before"]]
        parts = [Party(slug, partial=True) for slug in self.cleaned_data["partial"]]
        return whole + parts + [Party(name=name[:250]) for name in _lines(self.cleaned_data["outside"])]

    @property
    def heir(self) -> str | Details:
        """Return the unit they become."""
        if self.cleaned_data["into"]:
            return str(self.cleaned_data["into"])
        texts = self.texts("name", "kind", "code")
        return Details(level=self.cleaned_data["level"], parent=self.cleaned_data["parent"], **texts)


class SplitForm(ChangeForm):
    """One unit among several, new or not."""

    field_order = ("unit", "goes_on", "into_existing", "new_units", "kind", "level", "parent", "children_to")
    unit = _unit(_("Đơn vị được chia, tách"))
    goes_on = forms.BooleanField(label=_("Đơn vị này tiếp tục hoạt động với phần còn lại"), required=False)
    into_existing = _several(_("Đơn vị đang có nhận một phần"), required=False)
    new_units = forms.CharField(
        label=_("Đơn vị mới"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một đơn vị: tên; mã. Ví dụ Xã Tân Hòa; 30235"),
    )
    level = forms.ChoiceField(label=_("Cấp của đơn vị mới"), choices=Level.choices, required=False, initial="commune")
    kind = _text(_("Loại của đơn vị mới"), 60, required=False)
    parent = _unit(_("Đơn vị mới trực thuộc"), required=False)
    children_to = _unit(_("Đơn vị trực thuộc chuyển về"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if _lines(cleaned.get("new_units", "")):
            for name in ("kind", "parent"):
                if not cleaned.get(name):
                    self.add_error(name, _("Ghi cho đơn vị mới."))
        return cleaned

    @property
    def heirs(self) -> list[str | Details]:
        """Return the units it becomes."""
        existing = [*([self.cleaned_data["unit"]] if self.cleaned_data["goes_on"] else [])]
        existing += [slug for slug in self.cleaned_data["into_existing"] if slug not in existing]
        parts = [line.partition(";") for line in _lines(self.cleaned_data["new_units"])]
        kind = squeeze(self.cleaned_data["kind"])
        place = {"level": self.cleaned_data["level"], "parent": self.cleaned_data["parent"], "kind": kind}
        new = [Details(name=squeeze(name)[:200], code=squeeze(code)[:40], **place) for name, _sign, code in parts]
        return [*existing, *new]


class AbolishForm(ChangeForm):
    """Units that end without a successor."""

    field_order = ("before", "children_to")
    before = _several(_("Đơn vị kết thúc hoạt động"))
    children_to = _unit(_("Đơn vị trực thuộc chuyển về"), required=False)


def _lines(text: str) -> list[str]:
    return [line for raw in text.splitlines()[:_MOST_LINES] if (line := squeeze(raw))]


class AliasForm(Form):
    """Another name and what it means; ``targets`` are codes of units and keys of classes."""

    creates = True

    text = _text(_("Tên gọi khác"), 200, help_text=_("Viết như trong văn bản, đúng dấu; hoa, thường không phân biệt."))
    targets = _several(_("Chỉ đơn vị hoặc nhóm"))

    def __init__(self, data: Any = None, *, targets: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        chosen = self.fields["targets"]
        assert isinstance(chosen, forms.MultipleChoiceField)  # noqa: S101  # tells mypy which field it is
        chosen.choices = list(targets)


class SheetForm(Form):
    """A list of units to bring in."""

    MOST_BYTES = 5 * 2**20
    file = forms.FileField(label=_("Tệp danh sách"), help_text=_("Tệp .xlsx hoặc .csv theo mẫu, nhiều nhất 5 MB."))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > self.MOST_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn 5 MB: hãy tách thành nhiều tệp."))
        return file
