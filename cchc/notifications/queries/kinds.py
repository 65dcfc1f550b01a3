"""Socket: a module that tells people something names its kinds of message here, in its ``plugs/messages.py``."""

from cchc.notifications.rules.kinds import known, register

__all__ = ["known", "register"]
