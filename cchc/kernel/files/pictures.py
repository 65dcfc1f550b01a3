"""Draw the first page of a file as a small picture: a room that only a child process works in (``kernel.apart``)."""

import io
from typing import TYPE_CHECKING

from cchc.kernel.refusal import Refusal, marked

if TYPE_CHECKING:
    from PIL.Image import Image

WIDEST = 480
"""Pixels, of the longer side."""
_MOST_PIXELS = 64_000_000  # of a photo; a larger one is a bomb or a map
_QUALITY = 80
_NONE = marked("Không vẽ được hình xem trước của tệp này.")


def first_page(data: bytes, *, media_type: str) -> bytes:
    """Return the first page, or the photo itself made small, as JPEG; ``Refusal`` where there is nothing to draw."""
    return _of_pdf(data) if media_type == "application/pdf" else _of_photo(data)


def _of_pdf(data: bytes) -> bytes:
    import pypdfium2

    try:
        paper = pypdfium2.PdfDocument(data)
        page = paper[0]
        width, height = page.get_size()
        scale = WIDEST / max(width, height, 1)
        picture = page.render(scale=min(scale, 4.0)).to_pil()
    except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
        raise Refusal(_NONE) from error
    return _written(picture)


def _of_photo(data: bytes) -> bytes:
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as photo:
            if photo.width * photo.height > _MOST_PIXELS:
                raise Refusal(_NONE)
            photo.draft("RGB", (WIDEST * 2, WIDEST * 2))  # JPEG can be read small at once
            picture = ImageOps.exif_transpose(photo)
            picture.thumbnail((WIDEST, WIDEST))
            return _written(picture)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise Refusal(_NONE) from error


def _written(picture: "Image") -> bytes:
    """Write on white what may have no ground; nothing of the photo's own data (place, camera) goes along."""
    from PIL import Image

    ground = Image.new("RGB", picture.size, "white")
    lit = picture.convert("RGBA")
    ground.paste(lit, mask=lit.getchannel("A"))
    out = io.BytesIO()
    ground.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
