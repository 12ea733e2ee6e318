"""Running a desk: on this machine for one person, or for a team."""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import uvicorn
from anyio import to_thread

from fullpowers.model import FullpowersError, InvalidData
from fullpowers.records import Records

from .app import create_app
from .opened import open_last, ready
from .settings import Settings

_THREADS = 16
"""In which requests are answered."""


def open_desk(
    records: Records,
    settings: Settings,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    certificate: Path | None = None,
    browse: bool = True,
    told: Callable[[str], None] = print,
) -> None:
    """Run the desk until it is interrupted.

    Args:
        settings: with an empty port in ``url`` (``http://127.0.0.1:0``), the port that is taken is put in.
        host, port: where to listen; port 0 takes a free one.
        certificate: file with a certificate and its key, if the desk itself speaks TLS.
        browse: open the browser (of a local desk).
        told: called with the address that people use.

    Raises:
        InvalidData: the place to listen at is taken, or the certificate cannot be read.
    """
    with _listening(host, port) as door:
        if not settings.served:
            settings = replace(settings, url=f"http://{host}:{door.getsockname()[1]}")
        app = create_app(records, settings)
        desk = app.state.desk
        address = settings.url if settings.served else f"{settings.url}/enter?word={desk.launch.word}"
        if settings.served:
            logging.basicConfig(format="%(name)s %(message)s", level=logging.WARNING)
        server = uvicorn.Server(_config(app, settings, certificate))
        threading.Thread(target=_settle, args=(records,), daemon=True).start()
        told(address)
        if browse and not settings.served:
            webbrowser.open(address)
        asyncio.run(_serve(server, door))


async def _serve(server: uvicorn.Server, door: socket.socket) -> None:
    """Serve with so many threads that one who waits for a disk does not stop the others, and no more.

    Forty, as the library has it, would work no faster under one interpreter; each holds on to memory.
    """
    to_thread.current_default_thread_limiter().total_tokens = _THREADS
    await server.serve(sockets=[door])


def _settle(records: Records) -> None:
    """Load what the first pages need, and let the collector of cycles pass over all that stays."""
    ready()
    gc.collect()
    gc.freeze()
    try:
        open_last(records)
    except FullpowersError as error:  # whoever opens it is told
        logging.getLogger("fullpowers.desk").warning("a draft could not be opened: %s", error)


def _config(app: object, settings: Settings, certificate: Path | None) -> uvicorn.Config:
    try:
        return uvicorn.Config(
            app,  # type: ignore[arg-type]
            access_log=False,  # addresses hold secrets that work once
            log_level="warning",
            server_header=False,
            proxy_headers=settings.served,
            forwarded_allow_ips="127.0.0.1",
            timeout_keep_alive=30,
            timeout_graceful_shutdown=5,
            h11_max_incomplete_event_size=32_768,
            ws="none",
            ssl_certfile=certificate,
        )
    except OSError as error:
        raise InvalidData(f"the certificate cannot be read: {error}") from error


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((host, port))
        door.listen(128)
    except (OSError, OverflowError) as error:
        door.close()
        raise InvalidData(f"the desk cannot listen at {host}, port {port}: {error}") from error
    return door
