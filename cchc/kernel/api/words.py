"""What is wrong with a field, in Vietnamese, from the code that the validator gives."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

_SENTENCES = {
    "missing": _("Thiếu mục này."),
    "extra_forbidden": _("Không có mục nào tên như vậy."),
    "greater_than_equal": _("Phải từ %(ge)s trở lên."),
    "greater_than": _("Phải lớn hơn %(gt)s."),
    "less_than_equal": _("Không được quá %(le)s."),
    "less_than": _("Phải nhỏ hơn %(lt)s."),
    "string_too_short": _("Phải có ít nhất %(min_length)s ký tự."),
    "string_too_long": _("Không được quá %(max_length)s ký tự."),
    "too_long": _("Không được quá %(max_length)s phần tử."),
    "too_short": _("Phải có ít nhất %(min_length)s phần tử."),
    "literal_error": _("Phải là một trong: %(expected)s."),
    "enum": _("Phải là một trong: %(expected)s."),
    "string_pattern_mismatch": _("Không đúng dạng quy định."),
    "json_invalid": _("Không phải JSON hợp lệ."),
    "multiple_of": _("Phải là bội số của %(multiple_of)s."),
}
_BY_BEGINNING = {
    "int_": _("Phải là số nguyên."),
    "float_": _("Phải là số."),
    "decimal_": _("Phải là số."),
    "finite_": _("Phải là số."),
    "bool_": _("Phải là true hoặc false."),
    "datetime_": _("Phải là thời điểm dạng 2019-04-30T08:00:00+07:00."),
    "date_": _("Phải là ngày dạng 2019-04-30."),
    "time_": _("Phải là giờ dạng 08:00."),
    "uuid_": _("Phải là một UUID."),
    "string_": _("Phải là chữ."),
    "list_": _("Phải là danh sách."),
    "dict_": _("Phải là một đối tượng."),
    "model_": _("Phải là một đối tượng."),
}
_OTHER = _("Giá trị không hợp lệ.")


def sentence(error: Mapping[str, Any]) -> str:
    """Return one sentence for an error of the validator."""
    code = str(error.get("type", ""))
    if code in _SENTENCES:
        words: Mapping[str, Any] = error.get("ctx", {})
        return str(_SENTENCES[code] % words)
    return str(next((words for start, words in _BY_BEGINNING.items() if code.startswith(start)), _OTHER))
