"""Who may talk to the review page: one that knows the token, under a name that is ours.

A page on the internet can make a browser ask ``http://127.0.0.1:PORT/`` for anything, also under a name of its own
that it lets point to this machine (DNS rebinding).  So the name in ``Host`` must be one of ours with exactly our
port, and a request must carry the cookie that only the address printed in the terminal gives.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from dataclasses import dataclass, field
from typing import Final

__all__ = ["LOCAL", "Access"]

#: Names of this machine that no other machine can use.
LOCAL: Final = frozenset(("127.0.0.1", "localhost", "[::1]"))
_LONGEST: Final = 300  # characters of a Host or an Origin


@dataclass(frozen=True, slots=True)
class Access:
    """What a request must show.

    Attributes:
        port: The port that is listened on.
        token: In the address that a person opens.
        once: In the address that is given to the browser's program, whose command line other users of the machine
            can see; it is good for one request.
        session: Value of the cookie that the token is exchanged for.
        names: Host names without the port, in small letters, an IPv6 address in brackets.
        any_address: Whether any bare IP address will do as a name, as it must where the page is served to
            other machines.  That is no way in for rebinding, which needs a name.
    """

    port: int
    token: str = field(repr=False)
    once: str = field(repr=False)
    session: str = field(repr=False)
    names: frozenset[str] = LOCAL
    any_address: bool = False

    @classmethod
    def new(cls, port: int, *, names: frozenset[str] = LOCAL, any_address: bool = False) -> Access:
        """Access with a new token."""
        token, once, session = (secrets.token_urlsafe(32) for _ in range(3))
        return cls(port, token, once, session, names, any_address)

    @property
    def cookie(self) -> str:
        """Name of the cookie; cookies do not know ports, so two servers on one machine must not share it."""
        return f"mtqa_{self.port}"

    def is_host(self, host: str) -> bool:
        """Whether ``host``, as in the header, is this server."""
        if not host or len(host) > _LONGEST or not host.isascii():
            return False
        name, colon, port = host.lower().rpartition(":")
        if not colon or name.startswith("[") != name.endswith("]") or (":" in name and not name.startswith("[")):
            name, port = host.lower(), "80"  # a browser leaves the usual port out
        return port == str(self.port) and (name in self.names or (self.any_address and _is_address(name)))

    def is_origin(self, origin: str, *, host: str) -> bool:
        """Whether ``origin``, as in the header, is the page that this server has given out under ``host``."""
        return origin.lower() == f"http://{host.lower()}"

    def is_token(self, token: str) -> bool:
        """Whether the token is right; takes as long whatever it is."""
        return hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode())

    def is_once(self, token: str) -> bool:
        """Whether the token is the one that is good for one request; likewise."""
        return hmac.compare_digest(token.encode("utf-8", "replace"), self.once.encode())

    def is_session(self, value: str) -> bool:
        """Whether the value of the cookie is right; likewise."""
        return hmac.compare_digest(value.encode("utf-8", "replace"), self.session.encode())


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]") if name.startswith("[") else name)
    except ValueError:
        return False
    return True
