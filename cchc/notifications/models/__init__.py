from cchc.notifications.models.deliveries import Carried, Delivery, Preference, Run
from cchc.notifications.models.notices import Notice

__all__ = ["Carried", "Delivery", "Notice", "Preference", "Run"]
