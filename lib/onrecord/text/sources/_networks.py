"""Networks: which addresses are everybody's, and that a public one never leads on to a private one."""

from __future__ import annotations

import ipaddress
import socket

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# IPv6 networks whose addresses stand for one of IPv4, in their last 32 bits.
STAND_FOR_IPV4 = tuple(map(ipaddress.IPv6Network, ("::/96", "::ffff:0:0/96", "64:ff9b::/96")))

# Networks for private use and for examples that older versions of Python take for public.
ALSO_PRIVATE = tuple(map(ipaddress.IPv6Network, ("64:ff9b:1::/48", "3fff::/20", "5f00::/16", "fec0::/10")))


class PrivateAddress(Exception):
    """A redirect into a private network, or to a name that has come to stand for a place in one."""


class Networks:
    """Where one download may go: wherever its user says; from a public address on to public ones only.

    Whoever names a computer of his own network means it, and it may send him on to others there. Link-local addresses
    are the exception, for clouds keep their keys behind one: only their user can lead there.
    """

    def __init__(self, host: str) -> None:
        self._host = host
        self._was_public: bool | None = None  # what the user's host stood for when it was first looked up
        self._is_public = False

    def begin(self) -> None:
        """Begin a try at the address that the user gives."""
        self._is_public = bool(self._was_public)

    def admit(self, host: str, addresses: list[Address]) -> list[Address]:
        """The addresses of a host that may be connected to: the public ones of mixed ones.

        Raises:
            PrivateAddress: none of them.
        """
        public = [address for address in addresses if is_public(address)]
        self._enter(host, bool(public), any(meant(address).is_link_local for address in addresses))
        return public or addresses

    def admit_by_proxy(self, host: str) -> None:
        """Go to a host that only a proxy looks up: any name but that of this computer counts as public.

        Raises:
            PrivateAddress: the host is given by an address that `admit` would not let pass.
        """
        try:
            found = socket.getaddrinfo(host.rstrip("."), None, flags=socket.AI_NUMERICHOST)
        except (OSError, UnicodeError):
            is_here = f".{host.rstrip('.')}".lower().endswith(".localhost")
            self._enter(host, not is_here, False)
        else:
            self.admit(host, [ipaddress.ip_address(info[4][0]) for info in found])

    def _enter(self, host: str, is_public: bool, is_link_local: bool) -> None:
        if self._was_public is None:
            self._was_public = is_public
        if is_public:
            self._is_public = True
        elif self._is_public or (is_link_local and host != self._host):
            raise PrivateAddress(host)


def is_public(address: Address) -> bool:
    """Whether an address belongs to no private network: not this computer, not one in its own network."""
    address = meant(address)
    return address.is_global and not address.is_multicast and not any(address in network for network in ALSO_PRIVATE)


def meant(address: Address) -> Address:
    """The address of IPv4 that one of IPv6 stands for; any other is itself."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.sixtofour:
            return address.sixtofour
        if address.teredo:
            return address.teredo[1]
        if int(address) > 1 and any(address in network for network in STAND_FOR_IPV4):
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address
