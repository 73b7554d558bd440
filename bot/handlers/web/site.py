"""The web application: health, the addresses in our mails, and where Slack posts when it comes over HTTP."""

from collections.abc import Callable, Mapping

from flask import Flask, Request, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from bot.handlers.web.feeds import FeedDoors
from bot.handlers.web.health import Check, health_doors
from bot.handlers.web.links import LinkDoors


def build_site(
    checks: Mapping[str, Check],
    slack_events: Callable[[Request], Response] | None = None,
    links: LinkDoors | None = None,
    feeds: FeedDoors | None = None,
    *,
    proxies: int = 0,
) -> Flask:
    """Without `slack_events` nothing answers at /slack/events, without `links` nothing at the addresses in our mails,
    without `feeds` nothing at those of calendars. `proxies` is how many reverse proxies stand before us: so many of the
    addresses in X-Forwarded-For are believed, from the last.
    """
    site = Flask("kallelse", static_folder=None)
    site.config["MAX_CONTENT_LENGTH"] = 2_000_000  # a view with its state takes half of it
    site.register_blueprint(health_doors(checks))
    if links is not None:
        site.register_blueprint(links.blueprint())
    if feeds is not None:
        site.register_blueprint(feeds.blueprint())
    if proxies:
        believing = ProxyFix(site.wsgi_app, x_for=proxies, x_proto=0, x_host=0)
        site.wsgi_app = believing  # type: ignore[method-assign]  # as its documentation says
    if slack_events is not None:
        site.add_url_rule("/slack/events", "slack_events", lambda: slack_events(request), methods=["POST"])
    return site
