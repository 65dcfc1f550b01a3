"""``{% load notices %}``: the lines by which matters are named, in the reader's language."""

from django import template

from cchc.inbox.queries import titles

register = template.Library()
register.filter("said", titles.said)
