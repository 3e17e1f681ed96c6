"""Nobody makes the site call what lies inside, by an address, a name that leads there, or one that changes its mind."""

from __future__ import annotations

import socket
import subprocess
from ipaddress import ip_address

import pytest

from nhipcau.exchange.webhooks import guard, sending
from nhipcau.exchange.webhooks.guard import NotAllowed, allowed, check_form, resolve
from nhipcau.exchange.webhooks.sending import Answer, send

from .receiver import receiving

EVENT = {"id": 1, "type": "plan.closed"}
INSIDE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fc00::1", "fe80::1",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::",
    "::127.0.0.1", "2001:db8::1", "fec0::1", "192.0.0.192", "168.63.129.16", "192.88.99.1", "3fff::1",
    "100.100.100.200", "fd00:ec2::254", "64:ff9b:1::1", "5f00::1",
]  # fmt: skip


@pytest.fixture
def names(monkeypatch):
    """What names stand for: names["a.vn"] = ["1.2.3.4"]; each look-up is counted."""

    class Names(dict):
        asked = 0

    known = Names()

    def look_up(host, port, *args, **kwargs):
        known.asked += 1
        if host not in known:
            raise socket.gaierror
        return [(2, 1, 6, "", (text, port)) for text in known[host]]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_not_called(address, names):
    assert not allowed(ip_address(address))
    names["example.vn"] = [address]
    with pytest.raises(NotAllowed, match="inside"):
        resolve("https://example.vn/")


@pytest.mark.parametrize("address", ["8.8.8.8", "113.160.0.1", "2001:4860:4860::8888"])
def test_the_open_internet_is_called(address, names):
    names["example.vn"] = [address]
    assert resolve("https://example.vn/nhan?x=1").answers == (ip_address(address),)


def test_one_answer_inside_spoils_the_name(names):
    names["example.vn"] = ["8.8.8.8", "10.0.0.1"]
    with pytest.raises(NotAllowed, match="inside"):
        resolve("https://example.vn/")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://example.vn/", "scheme"), ("ftp://example.vn/", "scheme"), ("file:///etc/passwd", "address"),
        ("gopher://example.vn:70/x", "scheme"), ("//example.vn/", "scheme"), ("example.vn", "address"), ("", "address"),
        ("https://", "address"), ("https:///x", "address"), ("https://user:pass@example.vn/", "address"),
        ("https://example.vn@10.0.0.1/", "address"), ("https://example.vn/#x", "address"),
        ("https://example.vn:22/", "port"), ("https://example.vn:99999/", "address"),
        ("https://example.vn:x/", "address"), ("https://exam ple.vn/", "address"),
        ("https://example.vn/\r\nHost: x", "address"), ("https://[::1", "address"),
        ("https://example.vn/đường", "address"), ("https://" + "a" * 70 + ".vn/", "address"),
    ],
)  # fmt: skip
def test_an_address_of_another_form_is_refused(url, why):
    with pytest.raises(NotAllowed, match=why):
        check_form(url)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f000001", "017700000001", "127.1", "localhost", "[::1]"]
)
def test_every_spelling_of_this_machine_is_refused(host):
    with pytest.raises(NotAllowed):
        resolve(f"https://{host}/")


def test_the_name_is_looked_up_once_and_the_checked_answer_is_called(names, settings, monkeypatch):
    """A name that answers well to the check and inside to the call gets no second question."""
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    with receiving() as receiver:
        names["rebinding.vn"] = ["127.0.0.1"]
        port = receiver.address.split(":")[2].split("/")[0]
        asked = names.asked
        connect, called = socket.create_connection, []

        def noted(address, **values):
            called.append(address[0])
            names["rebinding.vn"] = ["10.0.0.1"]
            monkeypatch.undo()  # the real look-up, for an address that is one already
            return connect(address, **values)

        monkeypatch.setattr(socket, "create_connection", noted)
        answer = send(f"http://rebinding.vn:{port}/x", key="whk_x", event=EVENT, timestamp=1)
        assert (answer, called, names.asked - asked) == (Answer(200), ["127.0.0.1"], 1)
        assert receiver.got[0][0]["Host"] == f"rebinding.vn:{port}"


def test_networks_that_the_operator_named_are_called_and_no_others(settings, names):
    settings.WEBHOOK_NETWORKS = ["10.20.0.0/16"]
    names |= {"ioc.vn": ["10.20.1.1"], "other.vn": ["10.21.1.1"], "out.vn": ["8.8.8.8"]}
    assert resolve("http://ioc.vn:8080/").port == 8080
    for url, why in (("https://other.vn/", "inside"), ("http://out.vn/", "scheme"), ("https://out.vn:22/", "port")):
        with pytest.raises(NotAllowed, match=why):
            resolve(url)


def test_a_name_that_nobody_knows_is_told(names):
    assert send("https://nowhere.vn/", key="x", event=EVENT, timestamp=1) == Answer(None, "name")


@pytest.fixture
def certificate(tmp_path):
    """Signed by nobody but itself, for another name."""
    path = tmp_path / "pair.pem"
    parts = [str(path), str(tmp_path / "certificate.pem")]
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=x",
            "-keyout",
            parts[0],
            "-out",
            parts[1],
        ],
        check=True,
        capture_output=True,
    )
    path.write_text(path.read_text() + (tmp_path / "certificate.pem").read_text())
    return str(path)


def test_a_certificate_that_nobody_vouches_for_gets_no_message(certificate, settings):
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    with receiving(certificate) as receiver:
        assert send(receiver.address, key="x", event=EVENT, timestamp=1) == Answer(None, "certificate")
        assert receiver.got == []


def test_a_trusted_certificate_is_spoken_to(certificate, settings, monkeypatch):
    import ssl

    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    trusting = ssl.create_default_context(cafile=certificate)
    trusting.check_hostname = False
    monkeypatch.setattr(sending.ssl, "create_default_context", lambda: trusting)
    with receiving(certificate) as receiver:
        assert send(receiver.address, key="x", event=EVENT, timestamp=1) == Answer(200)
        assert len(receiver.got) == 1


def test_every_reason_has_its_sentence():
    from nhipcau.exchange.words import ERRORS

    codes = {
        "address",
        "scheme",
        "port",
        "name",
        "inside",
        "certificate",
        "timeout",
        "connection",
        "redirect",
        "status",
    }
    assert codes <= set(ERRORS)
    assert guard.PORTS == (443, 8443)
