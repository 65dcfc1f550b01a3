from django.db import models

from cchc.accounts.models.people import User


class SecondFactor(models.Model):
    """An authenticator app: its key, encrypted, and the last time step whose code was used."""

    user = models.OneToOneField(User, models.CASCADE, related_name="+")
    secret = models.TextField()
    last_step = models.BigIntegerField(default=-1)
    enrolled_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id}"


class RecoveryCode(models.Model):
    """A code for the day the telephone is lost: only its hash is kept, and it is good once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("user", "digest", name="recovery_code_once")]

    def __str__(self) -> str:
        return f"{self.user_id}"
