"""A body that issues certificates, made for tests that sign."""

import datetime as dt

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from cchc.kernel import clock

NAME = "Sở Nội vụ tỉnh Đồng Tháp"
PASSPHRASE = "một câu bí mật"


class Authority:
    """A body that issues certificates, made for a test."""

    def __init__(self) -> None:
        self.key, self.certificate = self._made("Tổ chức cấp chứng thư thử", None, None)

    def _made(self, name: str, issuer, days):  # type: ignore[no-untyped-def]
        key = rsa.generate_private_key(65537, 2048)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        now = clock.now()
        first, last = days or (now - dt.timedelta(days=1), now + dt.timedelta(days=365))
        builder = x509.CertificateBuilder().subject_name(subject).public_key(key.public_key())
        builder = builder.issuer_name(issuer.certificate.subject if issuer else subject)
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(first).not_valid_after(last)
        usage = x509.KeyUsage(True, True, False, False, False, issuer is None, issuer is None, False, False)
        builder = builder.add_extension(x509.BasicConstraints(issuer is None, None), True).add_extension(usage, True)
        return key, builder.sign(issuer.key if issuer else key, hashes.SHA256())

    def file(self, name: str = NAME, days=None) -> bytes:  # type: ignore[no-untyped-def]
        key, certificate = self._made(name, self, days)
        lock = serialization.BestAvailableEncryption(PASSPHRASE.encode())
        return pkcs12.serialize_key_and_certificates(b"cchc", key, certificate, [self.certificate], lock)
