"""Where a photo may be fetched from: a table of what must never be visited, and of what may."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.fetch.addresses import is_public, target_of
from bot.fetch.failure import FetchError

PRIVATE = (
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.1", "198.18.0.1",
    "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "168.63.129.16", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::ffff:10.0.0.1", "::127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1",
    "3fff::1", "nonsense",
)  # fmt: skip
PUBLIC = (
    "1.1.1.1", "8.8.8.8", "114.114.114.114", "172.32.0.1", "100.128.0.1", "2400:3200::1",
    "2606:4700::1111", "::ffff:8.8.8.8",
)  # fmt: skip
SPELLINGS = (
    "http://127.0.0.1/", "http://127.1/", "http://0177.0.0.1/", "http://0x7f.0.0.1/",
    "http://0x7f000001/", "http://2130706433/", "http://017700000001/", "http://localhost/",
    "http://LOCALHOST./", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
    "http://0/", "http://0.0.0.0/", "http://169.254.169.254/latest/meta-data", "http://2852039166/",
    "http://0xA9FEA9FE/", "http://１２７.０.０.１/", "http://127。0。0。1/", "https://10.0.0.1/",
    "http://192.168.0.1:8080/x",
)  # fmt: skip
NO_ADDRESSES = (
    "",
    "photo.jpg",
    "//example.cn/a.jpg",
    "ftp://example.cn/a.jpg",
    "file:///etc/passwd",
    "gopher://example.cn/",
    "data:image/png;base64,AAAA",
    "javascript:alert(1)",
    "http://",
    "http:///a",
    "http://user@example.cn/",
    "http://user:secret@example.cn/",
    "http://example.cn@127.0.0.1/",
    "http://example.cn\\@127.0.0.1/",
    "http://example.cn/a b",
    "http://example.cn/a\r\nHost: evil",
    "http://example.cn:99999/",
    "http://example.cn:x/",
    "http://[::1/",
    "http://[fe80::1%25eth0]/",
    "http://" + "a" * 3000 + ".cn/",
    "http://" + "a" * 70 + ".cn/",
)


def _public(_host: str, _port: int) -> Sequence[str]:
    return ["8.8.8.8"]


def _code(url: str, *allowed: str) -> str:
    with pytest.raises(FetchError) as refused:
        target_of(url, allowed)
    return refused.value.code


@pytest.mark.parametrize("address", PRIVATE)
def test_not_everybodys(address: str) -> None:
    """Loopback, intranet, link-local, metadata, multicast, reserved, and IPv4 inside IPv6."""
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_everybodys(address: str) -> None:
    """Addresses of the open net, those beside a closed range too."""
    assert is_public(address)


@pytest.mark.parametrize("url", SPELLINGS)
def test_however_it_is_spelled(url: str) -> None:
    """Octal, decimal, hexadecimal, short, mapped, by name, in full width: judged as where it leads."""
    assert _code(url) in ("private_address", "no_such_host", "bad_url")
    if "localhost" not in url.lower() and "[" not in url and url[7].isascii():
        assert _code(url) == "private_address"


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_what_is_no_plain_address(url: str) -> None:
    """Other schemes, credentials, control characters, impossible hosts and ports."""
    with pytest.raises(FetchError) as refused:
        target_of(url, (), _public)
    assert refused.value.code == "bad_url"
    assert refused.value.permanent


def test_one_private_among_many_closes_a_host() -> None:
    """A name that leads to a public and a private address is not visited at all."""
    with pytest.raises(FetchError, match="private_address"):
        target_of("http://two.example.cn/", (), lambda _h, _p: ["8.8.8.8", "10.0.0.1"])


def test_a_name_is_looked_up_once() -> None:
    """The address that was judged is the one to connect to, whatever the name means a moment later."""
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])
    found = target_of("https://example.cn/a.jpg", (), lambda _h, _p: next(answers))
    assert (found.address, found.host, found.port) == ("8.8.8.8", "example.cn", 443)
    assert next(answers) == ["127.0.0.1"]


def test_a_host_may_be_allowed() -> None:
    """By name or by name and port; another port of it is not."""
    assert target_of("http://127.0.0.1:9000/a", ["127.0.0.1:9000"]).address == "127.0.0.1"
    assert target_of("http://127.0.0.1:9000/a", ["127.0.0.1"]).port == 9000
    assert target_of("http://LocalHost/a", ["LOCALHOST"]).host == "localhost"
    assert _code("http://127.0.0.1:9001/a", "127.0.0.1:9000") == "private_address"
    assert _code("http://127.0.0.2/a", "127.0.0.1") == "private_address"


def test_what_is_asked_for() -> None:
    """The path in ASCII, the fragment left out, the port named where it is not the scheme's own."""
    found = target_of("http://Example.cn:8080/照片 ".strip() + "?a=1&b=老井#top", (), _public)
    assert (found.host_header, found.path) == (
        "example.cn:8080",
        "/%E7%85%A7%E7%89%87?a=1&b=%E8%80%81%E4%BA%95",
    )
    assert target_of("https://例子.cn", (), _public).host_header == "xn--fsqu00a.cn"
