"""How what an action refuses appears on its form."""

from django import forms

from cchc.kernel.refusal import Refusal


def refuse(form: forms.Form, refusal: Refusal) -> None:
    """Show a refusal of an action at the field it is about, or above the form."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, refusal.message)
