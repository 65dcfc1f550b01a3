from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "cchc.surveys"
    label = "surveys"
    verbose_name = _("Khảo sát")

    def ready(self) -> None:
        from cchc.kernel import history

        # An entry would say at what moment which answer came in; the survey's own entries say how many forms there are.
        history.withhold("par_index_answer", "A form is nobody's, and has no hour")
        # That a code was used is not dated: nothing may lead from it to the form that came with it.
        history.omit("par_index_invitation", "is_used")
