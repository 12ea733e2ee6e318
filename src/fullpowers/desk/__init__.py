"""The desk: the team's room for its negotiations, in a browser, over the records and the review.

``create_app`` makes the web application, ``open_desk`` runs it. Needs the extra ``desk``.
"""

from __future__ import annotations

from importlib.util import find_spec

if not all(find_spec(name) for name in ("fastapi", "uvicorn", "argon2", "pyotp", "segno")):
    from fullpowers.model import InvalidData

    raise InvalidData("the desk needs more packages: pip install 'fullpowers[desk]'")

from .app import create_app
from .serving import open_desk
from .sessions import new_link
from .settings import Provider, Settings
from .watch import send_on

__all__ = ["Provider", "Settings", "create_app", "new_link", "open_desk", "send_on"]
