"""Addresses that may be visited: http(s) to a public host, looked up once, so that nothing can be swapped.

What a message names is anybody's to choose. Without this, a photo's address could point at our own machine,
at the county's intranet or at a cloud's metadata, and we would fetch it for whoever asks.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import quote, urlsplit

from bot.fetch.failure import FetchError

PORTS = {"http": 80, "https": 443}
LONGEST = 2048
Lookup = Callable[[str, int], Sequence[str]]
"""The addresses of a host; raises OSError if there is none."""

_ODD = re.compile(r"[\x00-\x20\x7f\\]")
CLOSED_4 = (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
    "203.0.113.0/24", "224.0.0.0/3", "168.63.129.16/32",
)  # fmt: skip
"""IANA's special-purpose IPv4 addresses, multicast, and the one public address of a cloud's metadata."""
PUBLIC_6 = "2000::/3"
CLOSED_6 = ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
"""Within global unicast: protocol assignments (Teredo too), documentation, and 6to4, which holds an IPv4."""
_CLOSED = tuple(ip_network(one) for one in (*CLOSED_4, *CLOSED_6))
_PUBLIC_6 = ip_network(PUBLIC_6)


@dataclass(frozen=True, slots=True)
class Target:
    """One request: where to connect (an address that was looked up and judged) and what to ask there."""

    scheme: str
    host: str
    port: int
    address: str
    path: str = field(repr=False)

    @property
    def host_header(self) -> str:
        """The Host header: the port is named if it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def look_up(host: str, port: int) -> Sequence[str]:
    """The addresses of a host by the system's resolver, which also reads 127.1, 0x7f000001 and 2130706433."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(one[4][0]) for one in found]


def target_of(url: str, allowed: Collection[str], look: Lookup = look_up) -> Target:
    """Where a URL leads, judged. `allowed`: hosts (host or host:port) that may be anywhere.

    Raises `FetchError`: bad_url for what is no plain http(s) address, private_address, no_such_host.
    """
    scheme, host, port, path = _parts(url)
    try:
        found = look(host, port)
    except (OSError, UnicodeError):
        raise FetchError("no_such_host", permanent=False) from None
    if not found:
        raise FetchError("no_such_host", permanent=False)
    is_allowed = {host, f"{host}:{port}", f"[{host}]:{port}"} & {one.lower() for one in allowed}
    if not is_allowed and not all(is_public(one) for one in found):
        raise FetchError("private_address")
    return Target(scheme, host, port, found[0], path)


def is_public(address: str) -> bool:
    """Whether an address is anybody's to visit; one IPv4 inside an IPv6 is judged as what it is."""
    try:
        parsed = ip_address(address)
    except ValueError:  # with a zone, or nothing we know
        return False
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    if isinstance(parsed, IPv6Address) and parsed not in _PUBLIC_6:
        return False
    return not any(parsed in net for net in _CLOSED)


def _parts(url: str) -> tuple[str, str, int, str]:
    if len(url) > LONGEST or _ODD.search(url):
        raise FetchError("bad_url")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host if ":" in host else host.encode("idna").decode()
    except ValueError:
        raise FetchError("bad_url") from None
    if parts.scheme not in PORTS or not host or "@" in parts.netloc or "%" in host:
        raise FetchError("bad_url")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return (
        parts.scheme,
        host,
        PORTS[parts.scheme] if port is None else port,
        f"{path}?{query}" if query else path,
    )
