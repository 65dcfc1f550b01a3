"""``{% load work %}``: the first line of an assignment."""

import datetime as dt

from django import template

from cchc.plans.rules.status import Facts, Status
from cchc.plans.templatetags.plans import status_words

register = template.Library()


@register.simple_tag
def status_phrase(status: Status, facts: Facts, today: dt.date) -> str:
    """Return how an assignment stands in a few words: "Còn 16 ngày"."""
    return status_words(status, facts, today)
