"""Take in a template, take it out of use, fill it."""

import datetime as dt
from collections.abc import Mapping

from cchc.documents.models import Blank
from cchc.kernel import apart, history, uploads
from cchc.kernel.files import contents, keeping
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import clean, squeeze

KIND = "documents.blank"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONGEST = 5_000
_WRITER = "cchc.documents.documents.blanks"


def upload(unit_id: int, title: str, name: str, content: bytes, *, actor: Actor, now: dt.datetime) -> int:
    """Keep a template whose every expression was read and found to be a blank; return its number.

    The same file under the same title again is the same template.
    """
    title = squeeze(title)
    if not title:
        raise Refusal("Hãy ghi tên mẫu.", "title")
    checked = uploads.checked(name, content)
    if checked.media_type != _DOCX:
        raise Refusal("Mẫu phải là tệp .docx.", "file")
    said = apart.ask(f"{_WRITER}:names_in", content, name=checked.name, warm=(_WRITER,)).value
    names = apart.made(list[str], said)
    if not names:
        raise Refusal("Mẫu chưa có chỗ điền nào: viết như {{ ten_don_vi }} ở chỗ cần điền.", "file")
    file = keeping.lay(checked, content)
    with history.attributed(actor):
        said = {"unit_id": unit_id, "title": title[:200], "sha256": file.sha256, "is_active": True}
        if same := Blank.objects.filter(**said).first():
            return same.pk
        row = Blank.objects.create(
            **said, file_name=file.name, file=keeping.keep(file, KIND, actor=actor, at=now), names=names,
            uploaded_by_id=actor.user_id, uploaded_at=now,
        )  # fmt: skip
        return row.pk


def withdraw(blank_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Take a template out of use."""
    with history.attributed(actor):
        if not Blank.objects.filter(pk=blank_id, is_active=True).update(is_active=False):
            raise Refusal("Mẫu này đã ngừng dùng: hãy tải lại trang.")


def fill(blank: Blank, words: Mapping[str, str]) -> bytes:
    """Return the template with its blanks filled, as .docx; a child process does it, every time."""
    given = {name: clean(words.get(name, "")).strip()[:_LONGEST] for name in blank.names}
    content = contents.of(blank.file)
    return apart.ask(f"{_WRITER}:written", content, name=blank.file_name, warm=(_WRITER,), words=given).data
