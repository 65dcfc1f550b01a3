"""Addresses of the pages about units."""

from django.urls import path

from cchc.organisation.pages.units import bringing_in, card, listing, naming, past, recording

app_name = "organisation"
urlpatterns = [
    path("don-vi/", listing.units, name="units"),
    path("don-vi/cay/", listing.tree, name="tree"),
    path("don-vi/goi-y/", listing.suggest, name="suggest"),
    path("don-vi/thay-doi/", past.changes, name="changes"),
    *(
        path(f"don-vi/thay-doi/{verb}/", recording.record, {"verb": verb}, name=f"record_{verb.replace('-', '_')}")
        for verb in recording.KINDS
    ),
    path("don-vi/ten-goi/", naming.names, name="names"),
    path("don-vi/ten-goi/bo/", naming.forget, name="forget_name"),
    path("don-vi/nhap/", bringing_in.bring_in, name="bring_in"),
    path("don-vi/nhap/ghi/", bringing_in.apply, name="apply_import"),
    path("don-vi/<slug:slug>/", card.unit, name="unit"),
]
