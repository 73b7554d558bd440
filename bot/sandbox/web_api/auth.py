"""Who the app is, and its way in."""

from bot.sandbox.refusal import SlackRefusal
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.web_api.call import Answer, Call
from bot.sandbox.workspace import APP_ID, BOT_ID, BOT_USER_ID, TEAM_DOMAIN, TEAM_ID


def test(call: Call) -> Answer:
    return {
        "url": f"{call.app.url}/",
        "team": call.workspace.team_name,
        "user": call.workspace.account(BOT_USER_ID).name,
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def api_test(call: Call) -> Answer:
    return {"args": dict(call.args)}


def open_connection(call: Call) -> Answer:
    if not isinstance(call.app.link, SocketMode):
        raise SlackRefusal("socket_mode_disabled")
    return {"url": call.app.link.new_address()}


def team_info(call: Call) -> Answer:
    call.needs("team:read")
    return {"team": {"id": TEAM_ID, "name": call.workspace.team_name, "domain": TEAM_DOMAIN}}


def bots_info(call: Call) -> Answer:
    call.needs("users:read")
    if call.text("bot", BOT_ID) != BOT_ID:
        raise SlackRefusal("bot_not_found")
    bot = call.workspace.account(BOT_USER_ID)
    return {
        "bot": {"id": BOT_ID, "deleted": False, "name": bot.name, "app_id": APP_ID, "user_id": BOT_USER_ID}
    }


METHODS = {
    "api.test": api_test,
    "apps.connections.open": open_connection,
    "auth.test": test,
    "bots.info": bots_info,
    "team.info": team_info,
}
