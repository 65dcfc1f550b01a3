"""Sessions in the database, as Django keeps them; only the look-up, of every request, is a statement written once."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.db.models.functions import Now

from cchc.kernel.statements import statement


class SessionStore(db.SessionStore):
    """Django's, but for how a session is looked up."""

    def _get_session_from_db(self) -> Session | None:
        for one in _session(self.session_key or ""):
            return one
        self._session_key = None
        return None


@statement
def _session(key: str) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=Now())  # the true clock, in a demonstration too
