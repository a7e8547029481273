"""Fixtures of addresses: a certificate that this computer trusts for as long as a test runs."""

import shutil
import ssl
import subprocess

import pytest


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate of this computer's own, with its key, in one file."""
    if not shutil.which("openssl"):
        pytest.skip("makes a certificate with openssl")
    path = tmp_path_factory.mktemp("tls") / "all.pem"
    names = "subjectAltName=IP:127.0.0.1,DNS:news.example"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", names]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    done = subprocess.run([*command, "-keyout", "-"], capture_output=True, check=True)
    path.write_bytes(done.stdout)
    return path


@pytest.fixture
def tls(certificate, monkeypatch) -> ssl.SSLContext:
    """What a server of that certificate shows; whoever reads it trusts it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context
