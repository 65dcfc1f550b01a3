from django.apps import AppConfig


class CommunicationsConfig(AppConfig):
    name = "cchc.communications"
    label = "communications"

    def ready(self) -> None:
        from cchc.kernel import history

        history.digest("communications_item", "content")
