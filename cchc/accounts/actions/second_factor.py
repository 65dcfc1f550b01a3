"""Set up, use and take away a second factor: an authenticator app and ten recovery codes."""

import datetime as dt

from cchc.accounts.actions import _secrets
from cchc.accounts.models import RecoveryCode, SecondFactor, User
from cchc.accounts.rules import totp
from cchc.accounts.states import SignInOutcome
from cchc.kernel import history
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal

new_secret = _secrets.totp_secret


def enrol(user_id: int, *, secret: str, code: str, epoch: float, actor: Actor, now: dt.datetime) -> list[str]:
    """Turn the second factor on, once ``code`` proves that the app has the key; return the recovery codes.

    ``epoch`` is true time even where a demonstration stands still, since the telephone's clock does not.
    """
    step = totp.matching_step(secret, code, epoch)
    if step is None:
        raise Refusal("Mã chưa đúng. Hãy nhập mã 6 chữ số đang hiện trên ứng dụng.", "code")
    with history.attributed(actor):
        locked(User, user_id)
        if SecondFactor.objects.filter(user_id=user_id).exists():
            raise Refusal("Xác thực hai bước đã bật; hãy tắt trước khi cài ứng dụng khác.")
        SecondFactor.objects.create(user_id=user_id, secret=_secrets.seal(secret), last_step=step, enrolled_at=now)
        return _fresh_codes(user_id)


def renew_codes(user_id: int, *, actor: Actor, now: dt.datetime) -> list[str]:
    """Replace the recovery codes by ten new ones and return them."""
    with history.attributed(actor):
        locked(User, user_id)
        if not SecondFactor.objects.filter(user_id=user_id).exists():
            raise Refusal("Chưa bật xác thực hai bước.")
        return _fresh_codes(user_id)


def remove(user_id: int, *, actor: Actor, now: dt.datetime) -> bool:
    """Turn the second factor off; tell whether there was one."""
    with history.attributed(actor):
        locked(User, user_id)
        RecoveryCode.objects.filter(user_id=user_id).delete()
        removed, _by_model = SecondFactor.objects.filter(user_id=user_id).delete()
        return bool(removed)


def verify(user_id: int, *, code: str, epoch: float, actor: Actor, now: dt.datetime) -> SignInOutcome | None:
    """Use up ``code`` and tell what it was: of the app, a recovery code, or neither (``None``)."""
    with history.attributed(actor):
        factor = SecondFactor.objects.select_for_update().filter(user_id=user_id).first()
        if factor is None:
            return None
        step = totp.matching_step(_secrets.unseal(factor.secret), code, epoch, factor.last_step)
        if step is not None:
            SecondFactor.objects.filter(pk=factor.pk).update(last_step=step)
            return SignInOutcome.SECOND_FACTOR
        matching = RecoveryCode.objects.filter(
            user_id=user_id, digest=_secrets.recovery_digest(user_id, code), used_at=None
        )
        return SignInOutcome.RECOVERY if matching.update(used_at=now) else None


def _fresh_codes(user_id: int) -> list[str]:
    codes = _secrets.recovery_codes()
    RecoveryCode.objects.filter(user_id=user_id).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user_id=user_id, digest=_secrets.recovery_digest(user_id, code)) for code in codes
    )
    return codes
