"""The door of the API: whose token it is, what their role may do, how often they may ask, and what JSON is taken."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar, cast

from flask import Blueprint, current_app, request
from pydantic import BaseModel, ValidationError
from spectree import SecurityScheme, SpecTree
from spectree.models import SecureType, SecuritySchemeData

from app import __version__, identity
from app.db import database
from app.problem_details import RefusedError
from app.store import tokens, tries
from app.store.accounts import Role
from app.store.tries import Limit
from app.throttle import Throttle
from app.views.api.faults import faults_of

if TYPE_CHECKING:
    from flask.blueprints import BlueprintSetupState

    from app.store.sign_ins import Person

Shape = TypeVar("Shape", bound=BaseModel)

room = Blueprint("api", __name__, url_prefix="/api/v1")
OPEN = {"api.index", "api.description"}
"""Endpoints that tell about the API and nothing else."""
ROLES = {
    **dict.fromkeys(("api.every_item", "api.one_item"), Role.INSTRUCTOR),
    **dict.fromkeys(("api.every_class", "api.results"), Role.INSTRUCTOR),
}
"""The least role of an endpoint; all others are for everybody who has a token."""
MOST = 600
"""Requests a minute for one token: ten a second."""
WRONG = Limit(60, timedelta(minutes=15))
"""Wrong tokens from one address. Right ones still come in: a class behind one router must not shut itself out."""
LARGEST = 64 * 1024
UNREADABLE = "What was sent is no JSON. Nothing was changed."
UNFIT = "This request cannot be taken as it stands. Nothing was changed."


def heard(_request: object, _response: object, error: Exception | None, *_: object) -> None:
    """After a request was read: all that is wrong with it together, in our words."""
    if isinstance(error, ValidationError):
        raise RefusedError(422, UNFIT, faults_of(error, in_body=request.method == "POST"))


spec = SpecTree(
    "flask",
    title="Momentum",
    version=f"1 ({__version__})",
    description="An exam coach for ITIL Foundation. Every call carries a token: Authorization: Bearer momentum_...",
    mode="strict",
    annotations=False,
    page_templates={},
    before=heard,
    naming_strategy=lambda model: model.__name__,
    nested_naming_strategy=lambda _parent, child: child,
    security_schemes=[SecurityScheme(name="token", data=SecuritySchemeData(type=SecureType.HTTP, scheme="bearer"))],
    security={"token": []},
)


@room.record
def counting(state: BlueprintSetupState) -> None:
    """Each application counts its own requests."""
    state.app.extensions["throttle"] = Throttle(MOST)
    state.app.extensions["csrf"].exempt(room)  # a token is in no cookie, so no other site can send it


@room.before_request
def admit() -> None:
    """Let in who has a token, if their role may and they do not ask too often; then look at what they bring."""
    if request.endpoint in OPEN:
        return
    request.max_content_length = LARGEST
    who = bearer()
    identity.speak_for(who)
    if not who.account.role.covers(ROLES.get(request.endpoint or "", Role.LEARNER)):
        raise RefusedError(403, "This is for instructors and operators.")
    if request.method == "POST":
        read_json()


def bearer() -> Person:
    """Whom the token of this request speaks for; 401 without a good one, 429 for one that asks too often."""
    sent = request.authorization
    if sent is None or sent.type != "bearer" or not sent.token:
        challenge = {"WWW-Authenticate": 'Bearer realm="Momentum"'}
        raise RefusedError(
            401, "Send a token: Authorization: Bearer momentum_... You make one at /tokens/.", (), challenge
        )
    with database().reading() as db:
        who = tokens.bearer(db, sent.token)
    if who is None:
        raise unknown()
    throttle: Throttle = current_app.extensions["throttle"]
    count = throttle.count(who.digest)
    if count > throttle.most:
        raise slow_down(f"More than {throttle.most} requests in a minute.", throttle.wait())
    if count == 1:  # the first of a minute, so that asking often writes seldom
        with database().writing() as db:
            tokens.see(db, sent.token)
    return who


def unknown() -> RefusedError:
    """How a token that opens nothing is refused; it is counted for the address it came from."""
    with database().writing() as db:
        left = tries.add(db, tries.key("token", request.remote_addr or ""), WRONG)
    if left:
        return slow_down("Too many wrong tokens came from your address.", -(-left // timedelta(seconds=1)))
    challenge = {"WWW-Authenticate": 'Bearer realm="Momentum", error="invalid_token"'}
    return RefusedError(
        401, "This token opens nothing. It was ended, has run out, or its account is closed.", (), challenge
    )


def slow_down(why: str, seconds: int) -> RefusedError:
    """Too much: when to try again stands in the words and in the header."""
    return RefusedError(429, f"{why} Wait {seconds} seconds, then try again.", (), {"Retry-After": f"{seconds}"})


def read_json() -> None:
    """Refuse what is no JSON at once: 415 for another type, 400 for what cannot be read."""
    if not request.is_json:
        raise RefusedError(415, "Send JSON, with the header Content-Type: application/json.")
    try:
        request.get_json()
    except RecursionError as error:
        raise RefusedError(400, UNREADABLE) from error


def body(shape: type[Shape]) -> Shape:
    """What was sent, as it was read."""
    return shape.model_validate(cast("Any", request).context.json)


def query(shape: type[Shape]) -> Shape:
    """The parameters of the address, as they were read."""
    return shape.model_validate(cast("Any", request).context.query)
