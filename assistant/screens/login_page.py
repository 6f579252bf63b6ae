"""The page on which one signs in, in six languages: no script, nothing to fetch, as wide as a small phone."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from assistant.screens.interface_text import LANGUAGES, NAME, say

# The colours of further.css; a page that anybody may see fetches nothing from behind the login.
_STYLE = """
:root { color-scheme: light dark; --ground: #fbfaf7; --sheet: #fff; --ink: #1d2421; --muted: #515c57; --edge: #76817c;
  --accent: #0d5c4c; --on-accent: #fff; --alarm: #9b1c1c; }
@media (prefers-color-scheme: dark) { :root { --ground: #141918; --sheet: #1b2120; --ink: #e7ece9; --muted: #abb7b2;
  --edge: #83908b; --accent: #86d3c0; --on-accent: #0b1c18; --alarm: #ffa8a0; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI",
  Roboto, "Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC", sans-serif; }
main { box-sizing: border-box; max-width: 400px; margin: 0 auto; padding: 9vh 20px 24px; }
h1 { font-size: 1.5rem; margin: 0 0 4px; }
p { margin: 0 0 16px; color: var(--muted); }
p[role="alert"] { color: var(--alarm); font-weight: 600; }
label { display: block; font-size: 0.9rem; font-weight: 600; margin-top: 14px; }
input { box-sizing: border-box; width: 100%; min-height: 44px; margin-top: 4px; padding: 8px 12px; font: inherit;
  color: var(--ink); background: var(--sheet); border: 1px solid var(--edge); border-radius: 10px; }
button { min-height: 44px; width: 100%; margin-top: 20px; padding: 6px 20px; font: inherit; font-weight: 600;
  color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: 10px;
  cursor: pointer; }
nav { margin-top: 32px; display: flex; flex-wrap: wrap; gap: 4px 16px; }
a { color: var(--accent); display: inline-block; min-height: 28px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
"""


def login_page(language: str, query: str = "", name: str = "", fault: str = "", **parts: object) -> str:
    """`query`: of the address that was asked for, to go on to. `name`: as it was typed before. `fault`: the key of what
    went wrong, with its `parts`."""
    kept = f'<input type="hidden" name="query" value="{escape(query)}">' if query else ""
    told = f'<p role="alert" id="fault">{escape(say(fault, language, **parts))}</p>' if fault else ""
    described = ' aria-describedby="fault"' if fault else ""
    here = "password" if name else "name"  # what is still to be typed

    def field(kind: str, shown: str, attributes: str) -> str:
        focus = " autofocus" if kind == here else ""
        return (
            f'<label for="{kind}">{escape(say(shown, language))}</label>'
            f'<input id="{kind}" name="{kind}" required{described}{focus} {attributes}>'
        )

    typed = f'autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" value="{escape(name)}"'
    secret = 'type="password" autocomplete="current-password"'
    return _page(
        language,
        f"<h1>{NAME}</h1><p>{escape(say('login_note', language))}</p>{told}"
        f'<form method="post" action="/login">{field("name", "login_name", typed)}'
        f"{field('password', 'login_password', secret)}"
        f'<input type="hidden" name="language" value="{language}">{kept}'
        f'<button type="submit">{escape(say("login_do", language))}</button></form>{_languages(language, query)}',
    )


def to_the_login(language: str, query: str) -> str:
    """A page that goes on to the login by itself. A link on another site's page brings no session along; the step from
    here to the login does, and who has one is led back at once."""
    address = escape("/login?" + urlencode({"query": query} if query else {}))
    return _page(
        language,
        f'<h1>{NAME}</h1><p><a href="{address}">{escape(say("login_do", language))}</a></p>',
        f'<meta http-equiv="refresh" content="0; url={address}">',
    )


def _page(language: str, body: str, head: str = "") -> str:
    direction = "rtl" if language == "ar" else "ltr"
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<link rel="icon" href="data:,">{head}<title>{escape(say("login_do", language))} – {NAME}</title>'
        f"<style>{_STYLE}</style></head><body><main>{body}</main></body></html>"
    )


def _languages(spoken: str, query: str) -> str:
    links = []
    for code, name in LANGUAGES.items():
        if code != spoken:
            address = urlencode({"language": code, **({"query": query} if query else {})})
            links.append(f'<a href="/login?{escape(address)}" lang="{code}" hreflang="{code}">{name}</a>')
    return f'<nav aria-label="{escape(say("language", spoken))}">{"".join(links)}</nav>'
