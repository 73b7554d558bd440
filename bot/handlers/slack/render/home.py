from bot.handlers.slack.render.blocks import Block, Message
from bot.language.words import Words
from bot.usecases.facts import Home


def home_view(home: Home, words: Words, notice: Message | None) -> Block:
    return {"type": "home", "blocks": [*(notice.blocks if notice else ())]}
