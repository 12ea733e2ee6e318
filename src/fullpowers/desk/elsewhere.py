"""Sign-in at somebody else's place: OpenID Connect, authorization code with PKCE, by authlib.

The provider says who a person is; whether this person has an account here, and in which matters, stays the
desk's own decision (``access.py``). Only this module and the notices open a socket to the outside.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from fullpowers.model import InvalidData

from .settings import Provider

_PATIENCE = timedelta(minutes=10)
"""How long a person may take at the provider."""
_WAITING = 1_000
_ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
_SECONDS = 10.0


class NotSignedIn(Exception):
    """The way back from the provider does not prove who came; the words say why."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who came back: ``subject`` is unique for the provider and never given to somebody else."""

    subject: str
    name: str
    email: str
    """Only when the provider says that it verified it."""


@dataclass(frozen=True, slots=True)
class _Begun:
    verifier: str
    nonce: str
    at: datetime


class Elsewhere:
    """One provider, and the ways to it that were begun and not ended."""

    def __init__(self, provider: Provider, back: str) -> None:
        """``back`` is the address to which the provider sends people back."""
        try:
            import authlib  # noqa: F401
            import httpx  # noqa: F401
        except ImportError as missing:
            raise InvalidData('sign-in elsewhere needs: pip install "fullpowers[signin]"') from missing
        self.provider = provider
        self.back = back
        self._begun: OrderedDict[str, _Begun] = OrderedDict()
        self._lock = Lock()
        self._configuration: dict[str, Any] = {}

    def begin(self, at: datetime) -> tuple[str, str]:
        """Address to send the person to, and the state that the browser must bring back as a cookie."""
        verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
        with self._client() as client:
            address, state = client.create_authorization_url(
                self._endpoint("authorization_endpoint"), code_verifier=verifier, nonce=nonce
            )
        with self._lock:
            self._begun[state] = _Begun(verifier, nonce, at)
            while len(self._begun) > _WAITING:
                self._begun.popitem(last=False)
        return str(address), str(state)

    def end(self, address: str, state: str, kept: str, at: datetime) -> Identity:
        """Who came back to ``address``; ``kept`` is the state in the browser's cookie.

        Raises:
            NotSignedIn: the way was not begun by this browser, is too old, or the proof does not hold.
        """
        with self._lock:
            begun = self._begun.pop(state, None)
        if begun is None or not kept or not secrets.compare_digest(state, kept):
            raise NotSignedIn("this sign-in was not begun here")
        if at - begun.at > _PATIENCE:
            raise NotSignedIn("this sign-in took too long; begin again")
        try:
            with self._client(state=state) as client:
                token = client.fetch_token(
                    self._endpoint("token_endpoint"),
                    authorization_response=address,
                    code_verifier=begun.verifier,
                )
            return self._identity(token.get("id_token", ""), begun.nonce, at)
        except NotSignedIn:
            raise
        except Exception as error:  # whatever a stranger's server sends
            raise NotSignedIn(f"the provider's answer does not hold ({type(error).__name__})") from error

    def _identity(self, id_token: str, nonce: str, at: datetime) -> Identity:
        from joserfc import jwt
        from joserfc.jwk import KeySet

        keys = KeySet.import_key_set(self._get(self._endpoint("jwks_uri")))
        claims = jwt.decode(id_token, keys, algorithms=_ALGORITHMS).claims
        jwt.JWTClaimsRegistry(
            now=int(at.timestamp()),
            leeway=60,
            iss={"essential": True, "value": self.provider.issuer},
            aud={"essential": True, "value": self.provider.client},
            exp={"essential": True},
            nonce={"essential": True, "value": nonce},
            sub={"essential": True},
        ).validate(claims)
        email = str(claims.get("email", "")) if claims.get("email_verified") is True else ""
        return Identity(f"{self.provider.issuer}|{claims['sub']}", str(claims.get("name", "")), email)

    def _client(self, **more: Any) -> Any:
        from authlib.integrations.httpx_client import OAuth2Client

        return OAuth2Client(
            self.provider.client,
            self.provider.secret,
            scope="openid profile email",
            redirect_uri=self.back,
            code_challenge_method="S256",
            timeout=_SECONDS,
            trust_env=False,
            **more,
        )

    def _endpoint(self, name: str) -> str:
        if not self._configuration:
            issuer = self.provider.issuer.rstrip("/")
            found = self._get(f"{issuer}/.well-known/openid-configuration")
            if found.get("issuer") != self.provider.issuer:
                raise NotSignedIn("the provider calls itself by another name than this desk expects")
            self._configuration = found
        return str(self._configuration[name])

    def _get(self, address: str) -> Any:
        import httpx

        try:
            answer = httpx.get(address, timeout=_SECONDS, trust_env=False)
            answer.raise_for_status()
            return answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise NotSignedIn("the provider does not answer") from error
