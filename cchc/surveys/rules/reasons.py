"""Why a form does not count: as templates. Forms keep the Vietnamese sentence; pages say it in any language."""

from cchc.kernel.phrases import Phrases
from cchc.kernel.refusal import marked

REASONS = Phrases(
    marked("không trả lời câu nào"),
    marked("%(question)s: câu này không hỏi nhóm “%(group)s”"),
    marked("%(question)s: chọn nhiều mức “%(choice)s”"),
    marked("%(question)s: mức không có trong phiếu “%(choice)s”"),
)
