"""A bot that connects and says nothing, for trying how the sandbox starts, watches and stops a bot."""

import json
import os
import sys
from urllib.request import Request, urlopen


def run() -> None:
    from websockets.sync.client import connect

    headers = {"Authorization": f"Bearer {os.environ['SLACK_APP_TOKEN']}"}
    request = Request(os.environ["SLACK_API_URL"] + "apps.connections.open", b"", headers)  # noqa: S310
    with urlopen(request, timeout=10) as answer:  # noqa: S310
        address = json.load(answer)["url"]
    with connect(address) as connection:
        for frame in connection:
            if envelope_id := json.loads(frame).get("envelope_id"):
                connection.send(json.dumps({"envelope_id": envelope_id}))


if __name__ == "__main__":
    if sys.argv[1:] == ["run"]:
        run()
    elif sys.argv[1:] != ["migrate"]:
        sys.exit(f"unknown: {sys.argv[1:]}")
