"""What the browser interface says in its own words, in six languages; the report's words never stand here.

The sentences are those of `assistant/wording/page`. Markup carries the key beside the English words, so that the page's
script can say them in another language without asking the server.
"""

from __future__ import annotations

import json
from html import escape

from assistant.wording import in_number, wording

NAME = "Further"
LANGUAGES = {"en": "English", "fr": "Français", "es": "Español", "ar": "العربية", "ru": "Русский", "zh": "中文"}
EXAMPLES = ("example_1", "example_2", "example_3", "example_4")

# For the terminal that the program was started from.
STARTING = "Starting Further at {address}"
SERVING = "The page is there. Ctrl-C stops it."
OPEN_TO_OTHERS = "Other machines can reach it, and there is no login: whoever can may ask, and open documents."
BEHIND_A_LOGIN = "Who asks has to sign in; the users stand in {users}."
UNENCRYPTED = (
    "Other machines can reach it, and what goes over the network, passwords too, can be read on the way: "
    "put a proxy with TLS in front of it."
)
READY = "Ready for questions."


def say(key: str, language: str = "en", /, **parts: object) -> str:
    """The sentence `key`, e.g. say("page", "fr", label="iv")."""
    return in_number(wording("page")[language], key, parts.get("count")).format(**parts)


def said(key: str, tag: str = "span", attributes: str = "", /, **parts: object) -> str:
    """An element that says `key`. `attributes` are markup already."""
    return f"<{tag}{attributes}{spoken(key, **parts)}>{escape(say(key, **parts))}</{tag}>"


def button(key: str, attributes: str, /, **parts: object) -> str:
    """A button that says `key`."""
    return said(key, "button", f' type="button" {attributes}', **parts)


def spoken(key: str, /, **parts: object) -> str:
    """The attributes by which the script finds what an element says, to say it in another language."""
    return f' data-say="{key}"{_filled(parts)}'


def answered(key: str, tag: str, attributes: str, language: str, /, **parts: object) -> str:
    """An element that says `key` in the language of an answer, whichever the page's is: an answer has one."""
    spoken_in = f' data-spoken="{escape(language)}" lang="{escape(language)}" dir="auto"'
    return f"<{tag}{attributes}{spoken_in}{spoken(key, **parts)}>{escape(say(key, language, **parts))}</{tag}>"


def labelled(attribute: str, key: str, /, **parts: object) -> str:
    """An attribute (`aria-label`, `placeholder`, `title`) that says `key`. One set of parts serves a whole element."""
    return f' {attribute}="{escape(say(key, **parts))}" data-say-{attribute}="{key}"{_filled(parts)}'


def _filled(parts: dict[str, object]) -> str:
    return f' data-parts="{escape(json.dumps(parts, ensure_ascii=False))}"' if parts else ""
