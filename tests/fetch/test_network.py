"""TLS is verified against the name, whatever address is connected to."""

from __future__ import annotations

import asyncio
import datetime
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import StreamEnded

from tests.fetch.conftest import quick
from transforms.fetch.client import Client
from transforms.fetch.errors import FetchError
from transforms.fetch.network import CheckedBackend
from transforms.fetch.response import Response


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for harbour.example that signs itself, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "harbour.example")])
    now = datetime.datetime.now(tz=datetime.timezone.utc)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("harbour.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "harbour.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def port(certificate: Path) -> Iterator[int]:
    """The port of a server that answers each TLS connection with one response."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_answer, args=(listener, context), daemon=True)
        thread.start()
        yield listener.getsockname()[1]
    thread.join(timeout=5)


def _answer(listener: socket.socket, context: ssl.SSLContext) -> None:
    try:
        connection, _ = listener.accept()
        with connection, context.wrap_socket(connection, server_side=True) as stream:
            stream.recv(65_536)
            stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nharbour")
    except OSError:
        return


async def _resolved(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


def fetch(url: str, ca_file: Path | None) -> Response:
    async def get() -> Response:
        client = Client(quick(ca_file=str(ca_file) if ca_file else None), resolver=_resolved)
        try:
            return await client.get(url)
        finally:
            await client.close()

    return asyncio.run(get())


def test_a_certificate_that_nobody_vouches_for_is_refused(port: int) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(f"https://harbour.example:{port}/", None)
    assert (caught.value.reason, caught.value.passing) == ("fetch-tls", False)


def test_a_certificate_for_another_name_is_refused(port: int, certificate: Path) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(f"https://lighthouse.example:{port}/", certificate)
    assert caught.value.reason == "fetch-tls"


def test_the_name_and_not_the_checked_address_is_verified(port: int, certificate: Path) -> None:
    assert fetch(f"https://harbour.example:{port}/", certificate).body == b"harbour"


def test_http_2_is_spoken_where_it_is_offered(certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.set_alpn_protocols(["h2", "http/1.1"])
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_answer_http_2, args=(listener, context), daemon=True)
        thread.start()
        response = fetch(f"https://harbour.example:{listener.getsockname()[1]}/", certificate)
        thread.join(timeout=5)
    assert (response.http_version, response.status, response.body) == ("HTTP/2", 200, b"harbour")


def _answer_http_2(listener: socket.socket, context: ssl.SSLContext) -> None:
    connection, _ = listener.accept()
    h2 = H2Connection(H2Configuration(client_side=False))
    with connection, context.wrap_socket(connection, server_side=True) as stream:
        h2.initiate_connection()
        stream.sendall(h2.data_to_send())
        while data := stream.recv(65_536):
            for event in h2.receive_data(data):
                if isinstance(event, StreamEnded):
                    h2.send_headers(event.stream_id, [(":status", "200"), ("content-length", "7")])
                    h2.send_data(event.stream_id, b"harbour", end_stream=True)
            stream.sendall(h2.data_to_send())


def test_no_address_leads_to_a_socket_of_this_machine() -> None:
    with pytest.raises(FetchError, match="fetch-private-address"):
        asyncio.run(CheckedBackend(allow_private=True).connect_unix_socket("/run/secret.sock"))
