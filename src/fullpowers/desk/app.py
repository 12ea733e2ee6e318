"""The web application: walls outside, then the pages and the API, then what becomes of a refusal."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fullpowers._version import __version__
from fullpowers.model import (
    BrokenRecords,
    Conflict,
    FullpowersError,
    StorageError,
    UnknownRecord,
    plain,
)
from fullpowers.records import Records

from . import api, jobs, pages
from .access import NotAllowed, NotSignedIn
from .elsewhere import Elsewhere
from .rendering import Page, show, static
from .settings import Settings
from .shield import Shield
from .state import Desk
from .watch import noted

_LOG = logging.getLogger("fullpowers.desk")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongPage(Page):
    """A refusal in words."""

    template: ClassVar = "wrong.html"
    reason: str


def create_app(records: Records, settings: Settings, *, work: bool = True) -> FastAPI:
    """The desk over these records; ``work`` says whether it reviews drafts and sends notices as well."""
    back = f"{settings.url.rstrip('/')}/sign-in/back"
    elsewhere = Elsewhere(settings.provider, back) if settings.provider else None
    desk = Desk(records, settings, elsewhere=elsewhere)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        workers = jobs.start(desk) if work else None
        yield
        if workers is not None:
            await run_in_threadpool(workers.stop)

    app = FastAPI(
        title="fullpowers desk",
        version=__version__,
        docs_url=None,  # its page loads scripts from elsewhere
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
    )
    app.state.desk = desk
    app.add_api_route("/static/{name}", _static, include_in_schema=False)
    # each address by itself: those of an included router are matched twice over, which costs a request 0.6 ms
    for router in (*pages.routers(), api.router):
        app.router.routes.extend(router.routes)
    for kind in (NotSignedIn, NotAllowed, FullpowersError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _refused)
    app.add_middleware(_Caught, records=records)
    app.add_middleware(Shield, settings=settings, large=("/take-in", "/drafts", "/files", "/import"))
    return app


class _Caught:
    """The last line of defence, within the shield, so that the answer to a defect carries its headers too.

    The whole answer to a request is one glance at the records.
    """

    def __init__(self, app: ASGIApp, records: Records) -> None:
        self.app = app
        self.records = records

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def noticed(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            with self.records.glance():
                await self.app(scope, receive, noticed)
        except Exception as error:
            if begun or scope["type"] != "http":
                raise
            await _refused(Request(scope, receive), error)(scope, receive, send)


def _static(name: str) -> Response:
    """A style sheet or a script of ours."""
    try:
        data = static(name)
    except KeyError:
        raise HTTPException(404) from None
    kind = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}.get(
        name.rsplit(".", 1)[-1], ""
    )
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(data, media_type=kind or "application/octet-stream", headers=headers)


def _refused(request: Request, error: Exception) -> Response:
    """Whatever stopped a request, said to a person or a program; never a traceback."""
    status, title, reason = _told(error)
    if isinstance(error, NotAllowed):
        at, who = request.app.state.desk.settings.now(), getattr(request.state, "person", "")
        noted("not allowed", at, request.client, path=request.url.path, person=who)
    if status == 500:
        _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    if _wants_json(request):
        body = {"detail": reason}
        if isinstance(error, Conflict) and error.present is not None:
            body["present"] = plain(error.present)
        return JSONResponse(body, status)
    if isinstance(error, NotSignedIn) and request.method == "GET":
        to = f"?to={quote(request.url.path)}" if request.url.path.startswith("/m/") else ""
        return RedirectResponse(f"/sign-in{to}", 303)
    return show(WrongPage(title=title, reason=reason), status)


def _told(error: Exception) -> tuple[int, str, str]:
    """Status, title and reason."""
    if isinstance(error, NotSignedIn):
        return 401, "Sign in", "Nobody is signed in."
    if isinstance(error, NotAllowed):
        return 403, "Not for this role", f"Your role does not allow this: {error}."
    if isinstance(error, UnknownRecord):
        return 404, "Not here", "There is no such thing, or you have no part in it."
    if isinstance(error, Conflict):
        return 409, "Changed in the meantime", f"{error}. Nothing was overwritten: look at what it is now."
    if isinstance(error, StorageError):
        return 503, "Not stored", f"{error}"
    if isinstance(error, BrokenRecords):
        return 500, "The records do not verify", f"{error}"
    if isinstance(error, FullpowersError):
        return 422, "This cannot be taken", f"{error}"
    if isinstance(error, RequestValidationError):
        faults = "; ".join(
            f"{'/'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors()[:5]
        )
        return 422, "This cannot be taken", faults or "The request is not well formed."
    if isinstance(error, HTTPException):
        titles = {404: "Not here", 405: "Not this way"}
        return error.status_code, titles.get(error.status_code, "Not done"), str(error.detail)
    return 500, "A defect of ours", "Nothing was written. Please report it with what you did."


def _wants_json(request: Request) -> bool:
    accepted = request.headers.get("accept", "")
    return request.url.path.startswith("/api/") or ("json" in accepted and "html" not in accepted)
