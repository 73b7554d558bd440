from bot.handlers.slack.listening import Acts

ACTS = Acts()
