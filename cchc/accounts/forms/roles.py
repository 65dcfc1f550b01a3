"""Forms of the roles."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.apps import apps
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc.accounts.rules.composing import reserved
from cchc.accounts.rules.roles import Role
from cchc.accounts.states import ROLE_LABELS, ROLE_MEANS
from cchc.kernel import rights
from cchc.ui.forms import Form, UnitChecks


class RoleForm(Form):
    """What a role may do. ``reviewed`` carries the words whose effect was shown: others are shown first."""

    name = forms.CharField(label=gettext_lazy("Tên vai trò"), max_length=80)
    means = forms.CharField(label=gettext_lazy("Dùng cho ai, việc gì"), max_length=300, required=False)
    words = forms.MultipleChoiceField(label=gettext_lazy("Quyền"), widget=UnitChecks)
    reviewed = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, base: Role | None, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].choices = _choices(base)  # type: ignore[attr-defined]
        if not is_own:
            del self.fields["name"], self.fields["means"]

    def is_reviewed(self) -> bool:
        """Tell whether the effect of just these words was shown."""
        return str(self.cleaned_data["reviewed"]) == token(self.cleaned_data["words"])


class NewRoleForm(RoleForm):
    """A role of the province's own, made after one of the platform's."""

    creates = True
    base = forms.ChoiceField(
        label=gettext_lazy("Lập theo"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Người giữ được báo tin, nhắc hạn và phải xác thực hai bước như vai trò này."),
    )
    field_order = ["name", "means", "base", "words"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, base=None, is_own=True, **kwargs)
        explained = [
            (role.value, format_html("{}<small>{}</small>", ROLE_LABELS[role], ROLE_MEANS[role])) for role in Role
        ]
        self.fields["base"].choices = explained  # type: ignore[attr-defined]
        del self.fields["reviewed"]  # nobody holds it yet


def token(words: Collection[str]) -> str:
    """Return what a form carries that has shown the effect of ``words``."""
    return " ".join(sorted(words))


def _choices(base: Role | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the rights module by module; with a ``base`` those that a role made after it may hold."""
    offered = []
    for module, held in rights.modules().items():
        fitting = [(one.word, _named(one)) for one in held if base is None or reserved(one.word) in (None, base)]
        offered.append((str(apps.get_app_config(module).verbose_name), fitting))
    return [(heading, fitting) for heading, fitting in offered if fitting]


def _named(one: rights.Right) -> str:
    return _("%(right)s (mọi đơn vị)") % {"right": one.label} if one.shared else str(one.label)
