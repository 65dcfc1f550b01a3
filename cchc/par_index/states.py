"""Stages of a round, figures of a score, and why they follow one another so."""

from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.kernel.moves import Moves
from cchc.kernel.sealing import Verdict


class SchemeState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    PUBLISHED = "published", _("Đã ban hành")


SCHEME_MOVES = Moves(
    SchemeState,
    {
        SchemeState.DRAFT: {SchemeState.PUBLISHED: ""},
        SchemeState.PUBLISHED: {SchemeState.DRAFT: "as long as no round scores by it and no scheme is derived from it"},
    },
)


class Stage(models.TextChoices):
    """Where a round stands. One clock for all units: it is what they are promised."""

    SELF = "self", _("Tự chấm điểm")
    APPRAISAL = "appraisal", _("Thẩm định")
    SECOND = "second", _("Thẩm định lần hai")
    EXPLANATION = "explanation", _("Giải trình")
    RECHECK = "recheck", _("Phúc tra")
    COUNCIL = "council", _("Hội đồng")
    PUBLISHED = "published", _("Đã công bố")
    CANCELLED = "cancelled", _("Đã hủy")


_GIVEN_UP = {Stage.CANCELLED: "given up before it was published"}
STAGE_MOVES = Moves(
    Stage,
    {
        Stage.SELF: {Stage.APPRAISAL: "", **_GIVEN_UP},
        Stage.APPRAISAL: {Stage.SECOND: "", Stage.EXPLANATION: "a round of one pass", **_GIVEN_UP},
        Stage.SECOND: {Stage.EXPLANATION: "", **_GIVEN_UP},
        Stage.EXPLANATION: {Stage.RECHECK: "", **_GIVEN_UP},
        Stage.RECHECK: {Stage.COUNCIL: "", **_GIVEN_UP},
        Stage.COUNCIL: {Stage.PUBLISHED: "", **_GIVEN_UP},
        Stage.PUBLISHED: {Stage.COUNCIL: "a correction is the council's; what was published stays until then"},
    },
    field="stage",
)


class Figure(models.TextChoices):
    """Whose figure a score is."""

    SELF = "self", _("Tự chấm")
    APPRAISED = "appraised", _("Thẩm định")
    SECOND = "second", _("Thẩm định lần hai")
    EXPLAINED = "explained", _("Giải trình")
    RECHECKED = "rechecked", _("Phúc tra")
    COUNCIL = "council", _("Hội đồng")


class Source(models.TextChoices):
    """Where the value of a figure came from."""

    ENTERED = "entered", _("nhập")
    MEASURED = "measured", _("đo từ hồ sơ")
    SURVEY = "survey", _("đếm từ phiếu")


COUNTING: Sequence[str] = (Figure.COUNCIL, Figure.RECHECKED, Figure.SECOND, Figure.APPRAISED, Figure.SELF)
"""Which figure counts: the first of these that there is. What a unit explains never counts by itself."""

WRITTEN_AT = {
    Stage.SELF: Figure.SELF,
    Stage.APPRAISAL: Figure.APPRAISED,
    Stage.SECOND: Figure.SECOND,
    Stage.EXPLANATION: Figure.EXPLAINED,
    Stage.RECHECK: Figure.RECHECKED,
    Stage.COUNCIL: Figure.COUNCIL,
}
"""Each stage writes one figure, and no stage writes another's."""

APPRAISING = frozenset({Stage.APPRAISAL, Stage.SECOND, Stage.RECHECK})
"""What the bodies that own the criteria do."""

OVER = frozenset({Stage.PUBLISHED, Stage.CANCELLED})
"""Nothing more is written."""

UNTIMED = OVER | {Stage.COUNCIL}
"""No day ends these: a council sits when it sits, and nothing publishes itself."""


def stages(passes: int) -> tuple[Stage, ...]:
    """Return the stages of a round in order; the second appraisal only where there are two passes."""
    left_out = {Stage.CANCELLED} | (set() if passes > 1 else {Stage.SECOND})
    return tuple(stage for stage in Stage if stage not in left_out)


SEALS = {
    Verdict.WHOLE: ("done", _("nguyên vẹn")),
    Verdict.ALTERED: ("late", _("không khớp niêm phong")),
    Verdict.STRANGE: ("late", _("niêm phong bằng khóa không phải của nền tảng này")),
    Verdict.REVOKED: ("late", _("khóa niêm phong đã bị thu hồi")),
    Verdict.UNSEALED: ("late", _("không có niêm phong")),
}
"""How a verdict on published results is shown: tone and words."""
