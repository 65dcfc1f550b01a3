from cchc.notifications.models.deliveries import Carried, Delivery, Preference, Run
from cchc.notifications.models.notices import OPEN, About, Notice
from cchc.notifications.models.urgings import Urged, Urging

__all__ = ["OPEN", "About", "Carried", "Delivery", "Notice", "Preference", "Run", "Urged", "Urging"]
