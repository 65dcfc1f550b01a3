from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "cchc.documents"
    label = "documents"

    def ready(self) -> None:
        from cchc.kernel import history

        history.digest("documents_blank", "content")
        history.digest("documents_storedfile", "content")  # kept once; the trail keeps what proves it unchanged
