"""The one router of plans: what reads and what writes share addresses."""

from ninja import Router

router = Router(tags=["plans"])
