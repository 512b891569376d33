"""Who may talk to the page: callers by its own name, forms with its secret; and what a browser may do.

A page on the loopback address can still be reached by any web page that the user has open; these are the
usual guards (OWASP: cross-site request forgery, DNS rebinding, content security policy).
"""

import hmac

from flask import Flask, Response, abort, request

from pipeline.page.desk import Desk

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
MOST_BYTES = 256 * 1024
"""A form is small; what is larger is no form of ours."""


def put_under_guard(app: Flask, desk: Desk) -> None:
    """Check every request before it is answered, and mark every answer."""

    def check() -> None:
        if request.host not in desk.hosts:
            abort(403)
        told = request.form.get("secret", "") if request.method == "POST" else desk.secret
        if not hmac.compare_digest(told.encode("utf-8", "replace"), desk.secret.encode()):
            abort(403)

    def mark(answer: Response) -> Response:
        answer.headers.update(_HEADERS)
        return answer

    app.secret_key = desk.secret
    app.config.update(MAX_CONTENT_LENGTH=MOST_BYTES, SESSION_COOKIE_SAMESITE="Strict")
    app.before_request(check)
    app.after_request(mark)
