"""Networks: a public address never leads to a private one, whatever its name stands for; passwords stay where they belong."""

import ipaddress
from urllib.parse import unquote

import pytest
from made_up_texts import PROSE
from raw_servers import RawServer, made_up_network, moved, page

from onrecord.text import SourceError, read
from onrecord.text.sources import _retries
from onrecord.text.sources._networks import is_public
from onrecord.text.sources.downloads import download

PUBLIC, OTHER = "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
PAGE = page(PROSE.encode(), "Content-Type: text/plain")

PRIVATE = """0.0.0.0 0.1.2.3 10.1.2.3 100.64.0.1 127.0.0.1 127.9.9.9 169.254.169.254 172.16.0.1 192.0.0.1 192.168.1.1 198.18.0.1
224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:a9fe:a9fe 64:ff9b::7f00:1
64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1:: 2002:a00:1::1 fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1 2001:db8::1
2001:0:4136:e378:8000:63bf:80ff:fffe 3fff::1""".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", [PUBLIC, OTHER, "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "172.32.0.1"]
)
def test_public_addresses(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def site():
    """A server whose redirects its requests name: /to/ADDRESS."""

    def answer(head: str):
        path = unquote(head.split()[1])
        return [moved(path.removeprefix("/to/")) if path.startswith("/to/") else PAGE]

    with RawServer(answer) as server:
        yield server


WAYS_IN = [
    f"http://{host}/secret"
    for host in """127.0.0.1 127.1 2130706433 0x7f000001 0177.0.0.1 0 0.0.0.0 localhost localhost. LOCALHOST [::1] [::ffff:127.0.0.1]
    [::] 10.0.0.1 192.168.0.1 169.254.169.254 [fe80::1] [fd00::1] 100.64.0.1 inside.example metadata.example mixed-v6.example
    user:pass@127.0.0.1 good.example\\@127.0.0.1 127。0。0。1 ①②⑦.0.0.1""".split()
]  # fmt: skip
NAMES = {
    "good.example": [PUBLIC],
    "inside.example": ["10.0.0.7"],
    "metadata.example": ["169.254.169.254"],
    "mixed-v6.example": ["::ffff:192.168.0.1", "fd00::1"],
}


@pytest.mark.parametrize("address", WAYS_IN)
def test_a_public_address_does_not_lead_inside(site, address):
    with made_up_network(NAMES, {PUBLIC: site.port, "127.0.0.1": site.port, "10.0.0.7": site.port}) as reached:
        with pytest.raises(SourceError) as caught:
            download(f"http://good.example/to/{address}")
        assert download("http://good.example/to/http://good.example/a").data == PROSE.encode()
    assert set(reached) == {PUBLIC}
    assert "pass" not in str(caught.value) and "\n" not in str(caught.value)


def test_the_way_inside_is_named_in_one_line(site):
    with made_up_network(NAMES, {PUBLIC: site.port}), pytest.raises(SourceError) as caught:
        download("http://good.example/to/http://inside.example:8080/x")
    assert str(caught.value) == (
        "http://good.example/to/http://inside.example:8080/x: sends its reader on to inside.example, a place inside a "
        "private network. Give that address itself if you trust it, or save the page as an .html file and give its path."
    )


def test_what_its_user_names_may_be_private_and_send_on_inside_but_not_come_back_from_outside(site):
    servers = {address: site.port for address in (PUBLIC, "10.0.0.7", "127.0.0.1", "169.254.169.254")}
    with made_up_network(NAMES, servers):
        for address in (
            "http://inside.example/a",
            "http://169.254.169.254/a",
            "http://inside.example/to/http://127.0.0.1/a",
        ):
            assert download(address).data == PROSE.encode()
        assert download("http://inside.example/to/http://good.example/a").data == PROSE.encode()
        for address in ("to/http://good.example/to/http://inside.example/a", "to/http://169.254.169.254/a"):
            with pytest.raises(SourceError, match="inside a private network"):
                download(f"http://inside.example/{address}")


def test_of_a_name_with_addresses_of_both_kinds_the_public_ones_are_asked(site):
    with made_up_network({"mixed.example": ["127.0.0.1", PUBLIC, "10.0.0.7"]}, {PUBLIC: site.port}) as reached:
        assert download("http://mixed.example/a").data == PROSE.encode()
    assert reached == [PUBLIC]


def test_a_name_that_changes_what_it_stands_for_between_two_looks(monkeypatch):
    """The address that is connected to is the one that was judged; and another try is no way in."""
    monkeypatch.setattr(_retries.time, "sleep", lambda _: None)
    with RawServer(lambda _: [page(b"", status="503 Busy")]) as server:
        looks = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
        servers = {PUBLIC: server.port, "127.0.0.1": server.port}
        network = made_up_network({"rebinds.example": lambda: next(looks)}, servers)
        with network as reached, pytest.raises(SourceError, match="inside a private network"):
            download("http://rebinds.example/a", retries=2)
    assert reached == [PUBLIC]


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("ftp://good.example/a", "is no web address"),
        ("FILE:///etc/passwd", "is no web address"),
        ("data:text/html,hello", "is no web address"),
        ("javascript:alert(1)", "is no web address"),
        ("view-source:http://good.example/", "is no web address"),
        ("gopher://127.0.0.1:70/_x", "is no web address"),
        ("//127.0.0.1/a", "inside a private network"),
    ],
)
def test_redirects_to_what_is_no_page(site, location, says):
    with made_up_network(NAMES, {PUBLIC: site.port}) as reached, pytest.raises(SourceError, match=says):
        download(f"http://good.example/to/{location}")
    assert reached == [PUBLIC]


def test_no_redirect_leads_from_https_to_http(tls, site):
    with (
        RawServer(lambda _: [moved("http://good.example/a")], tls) as secure,
        made_up_network(
            {"news.example": [PUBLIC], "good.example": [OTHER]}, {PUBLIC: secure.port, OTHER: site.port}
        ) as reached,
        pytest.raises(SourceError, match=r"on to http://good.example/a, where anyone on the way can read"),
    ):
        download("https://news.example/")
    assert reached == [PUBLIC] and site.asked == []


# Proxies


def test_a_proxy_is_not_asked_for_addresses_inside_behind_a_redirect(monkeypatch, site):
    monkeypatch.setenv("http_proxy", site.site)
    monkeypatch.setenv("no_proxy", "")
    with RawServer(lambda head: [moved(unquote(head.split("/to/")[1].split()[0]))]) as proxy:
        monkeypatch.setenv("http_proxy", proxy.site)
        for host in ("127.0.0.1", "localhost", "a.localhost.", "[::1]", "10.0.0.1", "169.254.169.254"):
            with pytest.raises(SourceError, match="inside a private network"):
                download(f"http://good.example/to/http://{host}/")
    assert len(proxy.asked) == 6 and all(asked.startswith("GET http://good.example/") for asked in proxy.asked)


# Passwords

SECRET = "Basic YWRhOnBAc3M="


def test_a_password_goes_to_the_server_that_it_was_given_for_and_nowhere_else(site):
    with RawServer(lambda head: [moved(head.split("/to/")[1].split()[0]) if "/to/" in head else PAGE]) as other:
        names = {"good.example": [PUBLIC], "other.example": [OTHER]}
        with made_up_network(names, {PUBLIC: site.port, OTHER: other.port}):
            article = read("http://ada:p%40ss@good.example/to/http://good.example/a?b")
            download("http://ada:p%40ss@good.example/to/http://other.example/a")
            download("http://ada:p%40ss@good.example/to/http://good.example:81/a")
            download("http://good.example/to/http://eve:x@other.example/a")
            with pytest.raises(SourceError) as caught:
                read("http://ada:p%40ss@good.example/to/ftp://eve:p%40ss@good.example/")
    assert article.source == "http://good.example/to/http://good.example/a?b"
    assert [SECRET in asked for asked in site.asked] == [True, True, True, True, False, False, True]
    assert len(other.asked) == 2 and not any("Authorization" in asked for asked in other.asked)
    assert (
        "ada" not in str(caught.value)
        and "eve" not in str(caught.value)
        and "http://good.example/to/ftp://good.example/" in str(caught.value)
    )
    assert not any("ada" in asked for asked in site.asked + other.asked)


def test_a_password_is_in_no_message(monkeypatch):
    for address in ("http://ada:p@ss@127.0.0.1:1/", "http://ada:p ss@[", "http://ada:pass@exa mple.invalid/"):
        with pytest.raises(SourceError) as caught:
            read(address)
        assert "ada" not in str(caught.value) and "eve" not in str(caught.value) and "ss@" not in str(caught.value)
    monkeypatch.setenv("http_proxy", "http://ada:pass@[")
    with pytest.raises(SourceError) as caught:
        read("http://good.example/")
    assert "ada" not in str(caught.value)
