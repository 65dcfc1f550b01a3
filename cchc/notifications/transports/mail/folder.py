"""Where a demonstration puts its mail: files that any mail program opens. Nothing leaves the machine."""

from email.policy import SMTP

from cchc.kernel import places
from cchc.notifications.transports.mail.letter import letter
from cchc.notifications.types import Fate, Message, Outcome


def write(message: Message) -> Outcome:
    """Write the letter as ``mail/<number>.eml`` of the data folder."""
    folder = places.home() / "mail"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{message.number}.eml"
    try:
        file.write_bytes(letter(message).as_bytes(policy=SMTP))
    except ValueError as unusable:
        return Outcome(Fate.REFUSED, f"Địa chỉ thư không dùng được: {unusable}")
    return Outcome(Fate.ACCEPTED, f"dữ liệu mẫu: thư {file.name} chỉ lưu trên máy chủ, không gửi đi")
