"""Serving the review page on this machine, until Ctrl-C."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from mtqa.errors import ConfigError
from mtqa.review.access import LOCAL, Access

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

__all__ = ["Place", "listen", "serve"]

#: Seconds in which a request must have said what it wants.
HEADER_SECONDS: Final = 10.0
#: Seconds after Ctrl-C in which everything ends, whatever is being done.
END_SECONDS: Final = 0.9
_CONNECTIONS: Final = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page is served.

    Attributes:
        socket: Bound, and listening already.
        access: What a request must show.
        host: What stands in the address.
    """

    socket: socket.socket
    access: Access
    host: str

    def url(self, token: str) -> str:
        """The address with a token."""
        return f"http://{self.host}:{self.access.port}/?token={token}"


def listen(host: str, port: int, *, allow_remote: bool) -> Place:
    """Take a port.

    Args:
        host: Name or address to listen on.
        port: 0 for one that is free.
        allow_remote: Whether another host than this machine's own will do.

    Raises:
        ConfigError: It is not this machine's own and that was not allowed, or it cannot be listened on.
    """
    host = host.strip().strip("[]")
    is_local = host == "localhost" or host.startswith("127.") or host == "::1"
    if not is_local and not allow_remote:
        raise ConfigError(
            f"--host {host}: other machines could open the page; if they are to, say so with --allow-remote"
        )
    bound = "127.0.0.1" if host == "localhost" else host
    family = socket.AF_INET6 if ":" in bound else socket.AF_INET
    try:
        taken = socket.create_server((bound, port), family=family)
    except (OSError, OverflowError) as exc:
        raise ConfigError(
            f"cannot listen on {host}, port {port} ({getattr(exc, 'strerror', None) or exc}); leave --port out for "
            "one that is free"
        ) from exc
    number = taken.getsockname()[1]
    shown = f"[{bound}]" if ":" in bound else bound
    if is_local:
        return Place(taken, Access.new(number, names=LOCAL | {shown}), shown)
    name = socket.gethostname().lower()
    own = {one for one in (name, f"{name}.local", socket.getfqdn().lower()) if one.strip(".")}
    is_any = bound in {"0.0.0.0", "::"}  # noqa: S104 - compared with, and asked for in so many words
    access = Access.new(number, names=LOCAL | own | {shown.lower()}, any_address=True)
    return Place(taken, access, socket.gethostname() if is_any else shown)


def serve(
    app: ASGIApp, place: Place, *, ready: Callable[[], None], ending: Callable[[], bool], said: Callable[[], None]
) -> None:
    """Serve until Ctrl-C; then this returns, or the process ends with exit code 0, within a second.

    Args:
        app: The application.
        place: Where.
        ready: Called once requests are answered and Ctrl-C is heeded, to tell the user where.
        ending: Called at the end; whether nothing is left running that the process would have to wait for.
        said: Called last, to tell the user.
    """
    import uvicorn

    def end_now() -> None:
        # A check that runs in native code cannot be interrupted, and a decision that was acknowledged is on the disk.
        said()
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        os._exit(0)

    watchdog = threading.Timer(END_SECONDS, end_now)
    watchdog.daemon = True

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            ready()

        def handle_exit(self, sig: int, frame: Any) -> None:
            if not self.should_exit and sig == signal.SIGINT:
                logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
                watchdog.start()
                ending()
            super().handle_exit(sig, frame)

    # no line for each request, and none for what strangers send; a fault of ours is printed
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
    config = uvicorn.Config(
        app,
        http=_patient_protocol(),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=1,
    )
    with suppress(KeyboardInterrupt):  # uvicorn passes it on when it has ended
        Server(config).run(sockets=[place.socket])
    watchdog.cancel()
    if not ending():
        end_now()
    said()


def _patient_protocol() -> Any:
    """The HTTP of uvicorn with an end to patience: it waits for ever for the head of a request."""
    import h11
    from uvicorn.protocols.http.h11_impl import H11Protocol

    class Patient(H11Protocol):
        _timer: Any = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._wait()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self.conn.their_state is h11.IDLE:
                self._wait()
            else:
                self._have()

        def connection_lost(self, exc: Exception | None) -> None:
            self._have()
            super().connection_lost(exc)

        def _wait(self) -> None:
            if self._timer is None:
                self._timer = self.loop.call_later(HEADER_SECONDS, self._give_up)

        def _have(self) -> None:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

        def _give_up(self) -> None:
            self._timer = None
            if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
                self.transport.close()

    return Patient
