"""What the trail calls the kernel's own tables and those of libraries that no module above answers for."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel.history import sentences

for table, words in {
    "kernel_file": _("Tệp trong kho tệp"),
    "kernel_idempotency": _("Câu trả lời đã giữ của API"),
    "django_migrations": _("Lần nâng cấp cấu trúc dữ liệu"),
    "django_site": _("Trang của thư viện"),
}.items():
    sentences.noun(table, words)
