"""The first page as a picture: drawn apart, kept once, drawn again where it is lost, never of what can't be drawn."""

import io
from typing import Any

import pytest
from django.http import Http404
from django.test import RequestFactory
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from cchc.kernel.files import access, previews, sweeping
from cchc.kernel.files.models import File, Preview
from cchc.kernel.files.stores import Store
from cchc.kernel.pages import files
from cchc.kernel.tests.kept import kept_file
from cchc.kernel.tests.people import Somebody
from cchc.kernel.tests.stores import place, s3_server, store
from cchc.kernel.tests.test_files import every_kind, spoil

__all__ = ["place", "s3_server", "store"]
pytestmark = pytest.mark.django_db
LAN = Somebody(frozenset({"x"}))


def paper() -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(200, 400))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 200, 200, fill=1, stroke=0)
    canvas.showPage()
    canvas.save()
    return held.getvalue()


def photo(kind: str, size: tuple[int, int] = (1200, 600), **more: Any) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", size, "blue").save(held, kind, **more)
    return held.getvalue()


def turned() -> bytes:
    """A photo taken with the camera upright, and where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "May anh cua Lan"
    return photo("JPEG", exif=exif)


def drawn(file: File) -> Image.Image:
    found = previews.opened(file)
    assert found is not None
    with found:
        return Image.open(io.BytesIO(found.read()))


@pytest.mark.parametrize(
    ("content", "media_type", "size"),
    [
        (paper(), "application/pdf", (240, 480)),
        (photo("PNG"), "image/png", (480, 240)),
        (photo("JPEG"), "image/jpeg", (480, 240)),
        (photo("PNG", (30, 20)), "image/png", (30, 20)),
        (turned(), "image/jpeg", (240, 480)),
    ],
    ids=["pdf", "png", "jpeg", "small", "turned"],
)
def test_the_first_page(store: Store, content: bytes, media_type: str, size: tuple[int, int]) -> None:
    picture = drawn(kept_file(content, media_type=media_type))
    assert (picture.format, picture.size) == ("JPEG", size)
    assert not picture.getexif(), "nothing that the camera wrote goes along"


def test_the_page_looks_like_the_page(store: Store) -> None:
    picture = drawn(kept_file(paper(), media_type="application/pdf")).convert("RGB")
    above, below = picture.getpixel((120, 100)), picture.getpixel((120, 400))
    assert min(above) > 250  # type: ignore[type-var,arg-type]
    assert below[0] > 240 > 20 > below[1]  # type: ignore[index]


@every_kind
def test_it_is_kept_once_and_drawn_again_where_it_is_lost(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    file = kept_file(paper(), media_type="application/pdf")
    first = drawn(file).tobytes()
    (row,) = Preview.objects.all()
    assert {one.sha256 for one in store.lying()} == {file.sha256, row.picture}
    with monkeypatch.context() as patched:
        patched.setattr(previews.apart, "ask", None)
        assert drawn(file).tobytes() == first
    spoil(store, row.picture, None)
    assert drawn(file).tobytes() == first
    spoil(store, row.picture, b"khac")
    assert drawn(file).tobytes() == first


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7 hong", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n hong", "image/png"),
        (photo("PNG", (9000, 9000)), "image/png"),
        (photo("JPEG")[:700], "image/jpeg"),
    ],
    ids=["pdf", "png", "bomb", "cut"],
)
def test_what_cannot_be_drawn_is_not_tried_each_time(
    store: Store, content: bytes, media_type: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = kept_file(content, media_type=media_type)
    assert previews.opened(file) is None
    monkeypatch.setattr(previews.apart, "ask", None)
    assert previews.opened(file) is None


def test_of_other_types_there_is_none(store: Store) -> None:
    assert previews.opened(kept_file(b"x", media_type="text/plain")) is None
    assert not Preview.objects.exists()


def test_it_goes_with_its_file(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    file = kept_file(paper(), media_type="application/pdf")
    drawn(file)
    monkeypatch.setattr(sweeping, "KEPT", -sweeping.KEPT)
    sweeping.sweep()
    assert not Preview.objects.exists()
    assert list(store.lying()) == []


def test_the_page_shows_it_to_whoever_may_read_the_file(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(access._kinds, "kernel.probe", lambda subject, _file: subject is LAN)
    file = kept_file(paper(), "kernel.probe", media_type="application/pdf")
    text = kept_file(b"x", "kernel.probe")
    request = RequestFactory().get("/")
    request.subject = LAN  # type: ignore[attr-defined]
    answer = files.preview(request, file.pk)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    with pytest.raises(Http404):
        files.preview(request, text.pk)
    request.subject = Somebody(frozenset({"x"}), 8)  # type: ignore[attr-defined]
    with pytest.raises(Http404):
        files.preview(request, file.pk)
    answer.close()  # ends the request, and with it the connection
