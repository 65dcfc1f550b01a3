from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "cchc.documents"
    label = "documents"
    verbose_name = _("Văn bản")

    def ready(self) -> None:
        from cchc.kernel import history

        history.digest("documents_blank", "content")
        history.digest("documents_storedfile", "content")  # kept once; the trail keeps what proves it unchanged
