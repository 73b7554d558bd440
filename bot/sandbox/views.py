"""The modals in front of people, and their App Homes."""

import copy
import json
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.sandbox.ids import new_id, with_ids
from bot.sandbox.inputs import first_values
from bot.sandbox.model import View
from bot.sandbox.news import News
from bot.sandbox.refusal import SlackRefusal

DEEPEST = 3
LARGEST_BYTES = 250_000


class Views:
    def __init__(self, news: News) -> None:
        self._news = news
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def stack(self, user: str) -> list[View]:
        with self._news.changed:
            return list(self.stacks.get(user, ()))

    def top(self, user: str) -> View | None:
        with self._news.changed:
            stack = self.stacks.get(user)
            return stack[-1] if stack else None

    def get(self, view_id: str) -> View:
        with self._news.changed:
            for view in self._all():
                if view.id == view_id:
                    return view
        raise SlackRefusal("not_found")

    def with_external_id(self, external_id: str) -> View:
        with self._news.changed:
            for view in self._all():
                if view.content.get("external_id") == external_id:
                    return view
        raise SlackRefusal("not_found")

    def _all(self) -> list[View]:
        return [view for stack in self.stacks.values() for view in stack] + list(self.homes.values())

    def open(self, user: str, content: Mapping[str, Any]) -> View:
        """A new stack: what was open before is gone, as when Slack puts a fresh modal in front."""
        with self._news.changed:
            view = self._new(user, content, None)
            self.stacks[user] = [view]
            self._tell(view)
            return view

    def push(self, user: str, content: Mapping[str, Any]) -> View:
        with self._news.changed:
            stack = self.stacks.setdefault(user, [])
            if len(stack) >= DEEPEST:
                raise SlackRefusal("push_limit_reached")
            view = self._new(user, content, stack[-1] if stack else None)
            stack.append(view)
            self._tell(view)
            return view

    def publish(self, user: str, content: Mapping[str, Any], expected_hash: str | None) -> View:
        with self._news.changed:
            before = self.homes.get(user)
            _check_hash(before, expected_hash)
            view = self._new(user, content, None, instead_of=before)
            self.homes[user] = view
            self._tell(view)
            return view

    def update(self, view: View, content: Mapping[str, Any], expected_hash: str | None) -> View:
        """What a person has filled in stays, where block and action ids are the same."""
        with self._news.changed:
            current = self.get(view.id)
            _check_hash(current, expected_hash)
            return self._put(self._new(current.user, content, None, instead_of=current))

    def fill(self, view: View, values: Mapping[str, Mapping[str, Any]]) -> View:
        """Takes over what the person has typed and chosen so far."""
        with self._news.changed:
            current = self.get(view.id)
            merged = copy.deepcopy(current.values)
            for block_id, elements in values.items():
                merged.setdefault(block_id, {}).update(elements)
            return self._put(replace(current, values=merged))

    def mark(self, view: View, *, errors: Mapping[str, str] | None = None, is_loading: bool = False) -> View:
        with self._news.changed:
            return self._put(replace(self.get(view.id), errors=errors or {}, is_loading=is_loading))

    def pop(self, user: str) -> None:
        with self._news.changed:
            stack = self.stacks.get(user)
            if stack:
                self._tell(stack.pop())

    def clear(self, user: str) -> None:
        with self._news.changed:
            for view in self.stacks.pop(user, []):
                self._tell(view)

    def _new(
        self, user: str, content: Mapping[str, Any], previous: View | None, *, instead_of: View | None = None
    ) -> View:
        _check_size(content)
        self._check_external_id(content, instead_of)
        named = {**content, "blocks": with_ids(content["blocks"])}
        view_id = new_id("V")
        view = View(
            id=view_id,
            user=user,
            hash=f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}",
            type=content["type"],
            content=named,
            root_id=previous.root_id if previous else view_id,
            previous_id=previous.id if previous else None,
            values=first_values(named["blocks"]),
        )
        return _in_place_of(instead_of, view) if instead_of else view

    def _check_external_id(self, content: Mapping[str, Any], instead_of: View | None) -> None:
        external_id = content.get("external_id")
        others = [view for view in self._all() if not instead_of or view.id != instead_of.id]
        if external_id and any(view.content.get("external_id") == external_id for view in others):
            raise SlackRefusal("duplicate_external_id")

    def _put(self, view: View) -> View:
        if view.type == "home":
            self.homes[view.user] = view
        else:
            stack = self.stacks[view.user]
            stack[[other.id for other in stack].index(view.id)] = view
        self._tell(view)
        return view

    def _tell(self, view: View) -> None:
        self._news.tell("home" if view.type == "home" else "views", to=frozenset({view.user}))


def _check_size(content: Mapping[str, Any]) -> None:
    if len(json.dumps(content).encode()) > LARGEST_BYTES:
        raise SlackRefusal("view_too_large")


def _in_place_of(before: View, view: View) -> View:
    return replace(
        view,
        id=before.id,
        root_id=before.root_id,
        previous_id=before.previous_id,
        values=kept_values(before, view),
    )


def kept_values(before: View, after: View) -> dict[str, dict[str, Any]]:
    """The values of the new view, with what the person had given for inputs that are still there."""
    kept = copy.deepcopy(after.values)
    for block_id, elements in kept.items():
        for action_id, element in elements.items():
            old = before.values.get(block_id, {}).get(action_id)
            if old and old["type"] == element["type"]:
                elements[action_id] = old
    return kept


def _check_hash(view: View | None, expected: str | None) -> None:
    if view and expected and view.hash != expected:
        raise SlackRefusal("hash_conflict")
