"""What every request passes first and every answer carries: the walls of the desk against other pages.

A browser that shows the desk also shows pages of strangers. They may try to reach the desk under a name of
their own (DNS rebinding), to post in the person's name (CSRF), to put the desk into a frame (clickjacking),
or to load parts of it. A draft may carry markup that wants to act here (XSS). Each has its answer below.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .settings import Settings
from .watch import noted

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
"""Content security policy: nothing from elsewhere, nothing inline, in nobody's frame."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "no-store",
}
"""Of every answer; a page may set its own, stricter policy and a static file its own caching."""

_SAFE = frozenset({"GET", "HEAD"})
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
FORM_BYTES = 2_000_000
"""Largest body of anything but a draft, an import or a file of the matter."""


class Shield:
    """The outermost layer: host, method, origin and size of a request, headers of every answer."""

    def __init__(self, app: ASGIApp, settings: Settings, large: Iterable[str] = ()) -> None:
        """``large`` are the ends of the paths that take files."""
        self.app = app
        self.settings = settings
        self.large = tuple(large)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # no web sockets here
            return
        headed = self._with_headers(send)
        headers = Headers(scope=scope)
        refusal = self._refusal(scope["method"], headers)
        if refusal is not None:
            status, words = refusal
            noted("refused", self.settings.now(), scope.get("client"), path=scope["path"], why=words)
            await PlainTextResponse(words, status)(scope, receive, headed)
            return
        most = self.settings.upload_bytes + FORM_BYTES if self._takes_files(scope["path"]) else FORM_BYTES
        declared = headers.get("content-length", "0")
        if not declared.isdecimal() or int(declared[:18]) > most:
            await PlainTextResponse("This is larger than the desk takes in.", 413)(scope, receive, headed)
            return
        await self.app(scope, _counted(receive, most), headed)

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        """Why the request is not answered, if it is not."""
        # a page that calls itself by another name and resolves to this machine stops here
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self.settings.allowed_hosts:
            return 421, "This is not the name of this desk."
        if method not in _METHODS:
            return 405, "The desk does not know this method."
        site = headers.get("sec-fetch-site", "")
        own = site in ("same-origin", "none")
        if method in _SAFE:
            # another page may lead here by a link, and may do nothing else
            leads = (
                headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
            )
            if site and not own and not leads:
                return 403, "Another page may not load parts of the desk."
            return None
        if headers.get("authorization", "").startswith("Bearer ") and "cookie" not in headers:
            return None  # no browser sends this by itself
        if site:
            return None if own else (403, "This request came from another page.")
        scheme = "https" if self.settings.secure else "http"
        if headers.get("origin", "").lower() == f"{scheme}://{headers['host'].lower()}":
            return None
        return 403, "This request does not say that it comes from the desk."

    def _takes_files(self, path: str) -> bool:
        return path.endswith(self.large) if self.large else False

    def _with_headers(self, send: Send) -> Send:
        secure = self.settings.secure

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if secure:
                    headers["strict-transport-security"] = "max-age=31536000; includeSubDomains"
            await send(message)

        return headed


def _counted(receive: Receive, most: int) -> Receive:
    """The body as it comes in; one that is longer than it may be ends as if the sender had gone away."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return {"type": "http.disconnect"} if taken > most else message

    return counted
