"""A small Slack workspace and a mailbox on this machine.

It knows nothing of the bot's inside: it talks to it as Slack and a mail server would, over HTTP, WebSocket and SMTP,
and refuses what they refuse.
"""
