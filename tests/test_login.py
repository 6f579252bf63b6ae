"""The login in front of everything: who has neither a session nor a token gets the form, and nothing else."""

from __future__ import annotations

import asyncio
import http.client
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

import pytest

from assistant.collection import accounts as accounts_file
from assistant.collection.accounts import Accounts
from assistant.screens.gate import Gate
from assistant.screens.hosts import Hosts
from assistant.screens.interface_text import LANGUAGES, OPEN_TO_OTHERS, say
from assistant.screens.lockouts import LockedOut, Lockouts
from assistant.screens.login import Door
from assistant.screens.serve import who_can_ask
from assistant.screens.session_store import Kept
from assistant.screens.sessions import address, owner, person_of
from tests.asking import Person
from tests.chat_server import Chat, chat
from tests.test_accounts import cheap_passwords
from tests.walking import READY, SIZES, ask, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SECRET = "correct horse battery"
FORM = {"content-type": "application/x-www-form-urlencoded", "origin": "http://127.0.0.1"}


@dataclass
class Site:
    """A gate before an application that says who asks. `at`: seconds of its clock."""

    accounts: Accounts
    at: float = 0.0
    over: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._door = Door(self.accounts, self.over.append, lambda: self.at)
        self.gate = Gate(self._app, Hosts("0.0.0.0"), ["ask"], [1], self._door)

    async def _app(self, scope: Any, _receive: Any, send: Any) -> None:
        self.asked.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": f"{person_of(scope)} {owner.get().split(' ')[0]}".encode()})

    def sent(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b"", client: str = "10.0.0.9"
    ) -> tuple[int, list[tuple[str, str]], str]:
        """Status, headers, body."""
        told: list[Any] = []
        path, _, query = path.partition("?")
        given = {"host": "127.0.0.1", **(headers or {})}
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "scheme": "http",
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
            "client": (client, 1),
        }

        async def receive() -> Any:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            told.append(message)

        asyncio.run(self.gate(scope, receive, send))
        found = [(name.decode(), value.decode()) for name, value in told[0]["headers"]]
        return told[0]["status"], found, b"".join(one.get("body", b"") for one in told[1:]).decode()

    def signed_in(self, name: str = "ana", password: str = SECRET, client: str = "10.0.0.9", **more: str) -> str:
        """The cookies, "" where it was refused."""
        body = urlencode({"name": name, "password": password, **more}).encode()
        status, headers, _ = self.sent("POST", "/login", FORM, body, client)
        kept = [value.split(";")[0] for told, value in headers if told == "set-cookie"]
        return "; ".join(kept) if status == 303 else ""


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords cost next to nothing here."""
    cheap_passwords(monkeypatch)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    accounts = Accounts(tmp_path / "users.json")
    accounts.add("ana", SECRET)
    return Site(accounts)


ROUTES = [
    ("GET", "/theme.css"),
    ("GET", "/assets/index.js"),
    ("HEAD", "/"),
    ("POST", "/gradio_api/component_server/"),
    ("POST", "/own"),
    ("POST", "/check"),
    ("POST", "/saved/md"),
    ("POST", "/logout"),
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_nothing_is_served_to_who_has_not_signed_in(site: Site, method: str, path: str) -> None:
    for headers in (
        {},
        {"cookie": "further_session=guessed"},
        {"authorization": "Bearer further_guessed"},
        {"authorization": "Bearer"},
        {"cookie": 'further_session="; further_person=ana'},
    ):
        status, told, body = site.sent(method, path, headers)
        assert (status, body) == (401, "")
        assert ("www-authenticate", "Bearer") in told
    assert site.asked == []


def test_the_page_leads_to_the_form_and_the_form_back_to_what_was_asked_for(site: Site) -> None:
    status, _, body = site.sent("GET", "/?q=Who%20was%20there%3F&view=ask")
    assert status == 401
    onward = re.search(r'url=([^"]+)"', body)
    assert onward
    _, _, form = site.sent("GET", onward.group(1).replace("&amp;", "&"))
    hidden = re.search(r'name="query" value="([^"]+)"', form)
    assert hidden
    assert hidden.group(1) == "q=Who%20was%20there%3F&amp;view=ask"
    body_ = urlencode({"name": "ana", "password": SECRET, "query": "q=Who%20was%20there%3F&view=ask"}).encode()
    status, headers, _ = site.sent("POST", "/login", FORM, body_)
    assert (status, dict(headers)["location"]) == (303, "/?q=Who%20was%20there%3F&view=ask")


@pytest.mark.parametrize("query", ["//evil.example", "\r\nSet-Cookie: a=b", "@evil.example", "x" * 10_000])
def test_the_form_leads_to_no_other_place(site: Site, query: str) -> None:
    body = urlencode({"name": "ana", "password": SECRET, "query": query}).encode()
    status, headers, _ = site.sent("POST", "/login", FORM, body)
    place = dict(headers)["location"]
    assert status == 303
    assert place.startswith("/?")
    assert "\n" not in place
    assert len(place) < 5000


def test_who_signed_in_is_known_by_a_cookie_that_no_script_reads_and_no_other_site_sends(site: Site) -> None:
    body = urlencode({"name": "Ana", "password": SECRET}).encode()
    _, headers, _ = site.sent("POST", "/login", FORM, body)
    secret, shown = (value for name, value in headers if name == "set-cookie")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(secret.split("; "))
    assert "HttpOnly" not in shown
    assert "SameSite=strict" in shown
    cookies = f"{secret.split(';')[0]}; {shown.split(';')[0]}"
    assert site.sent("GET", "/", {"cookie": cookies})[2] == "ana session"
    assert site.sent("GET", "/login?query=q%3Dx", {"cookie": cookies})[0] == 303


def test_a_new_session_has_a_new_secret_and_the_one_before_it_ends(site: Site) -> None:
    first = site.signed_in()
    body = urlencode({"name": "ana", "password": SECRET}).encode()
    site.sent("POST", "/login", {**FORM, "cookie": first}, body)
    assert site.sent("HEAD", "/", {"cookie": first})[0] == 401
    assert len(site.over) == 1


def test_who_signs_out_is_out_and_what_was_left_with_the_server_goes(site: Site) -> None:
    cookies = site.signed_in()
    assert site.sent("GET", "/logout", {"cookie": cookies})[0] == 405
    assert site.sent("POST", "/logout", {"cookie": cookies})[0] == 204
    assert site.sent("HEAD", "/", {"cookie": cookies})[0] == 401
    assert len(site.over) == 1


def test_a_session_ends_when_nobody_asks_for_an_hour_and_after_half_a_day_in_any_case(site: Site) -> None:
    cookies = site.signed_in()
    for _ in range(12):
        site.at += 3590
        assert site.sent("GET", "/", {"cookie": cookies})[0] == 200
    site.at += 3590
    assert site.sent("HEAD", "/", {"cookie": cookies})[0] == 401
    cookies = site.signed_in()
    site.at += 3700
    assert site.sent("HEAD", "/", {"cookie": cookies})[0] == 401


def test_who_is_removed_or_has_another_password_is_out_at_once(site: Site) -> None:
    cookies = site.signed_in()
    site.accounts.change_password("ana", "another one altogether")
    assert site.sent("HEAD", "/", {"cookie": cookies})[0] == 401
    cookies = site.signed_in(password="another one altogether")
    token = site.accounts.add_token("ana")
    assert site.sent("GET", "/", {"authorization": f"Bearer {token}"})[2] == "ana token"
    site.accounts.remove("ana")
    assert site.sent("HEAD", "/", {"cookie": cookies})[0] == 401
    assert site.sent("HEAD", "/", {"authorization": f"Bearer {token}"})[0] == 401


@pytest.mark.parametrize("login", [True, False])
def test_where_uploads_are_forbidden_no_file_comes_in_and_words_are_still_checked(site: Site, login: bool) -> None:
    cookies = site.signed_in()
    site.gate = Gate(site._app, Hosts("0.0.0.0"), ["ask"], [1], site._door if login else None, uploads=False)
    brought: tuple[tuple[str, dict[str, str]], ...]
    brought = ("/own", {}), ("/own", {"x-name": "a.pdf"}), ("/check", {"x-name": "a.docx"}), ("/check/draft", {})
    for path, headers in brought:
        assert site.sent("POST", path, {"cookie": cookies, **headers}, b"words")[0] == 403
    assert site.sent("POST", "/check", {"cookie": cookies}, b"words")[0] == 200
    assert site.asked == ["/check"]


def test_another_sites_page_cannot_sign_anybody_in_or_out(site: Site) -> None:
    body = urlencode({"name": "ana", "password": SECRET}).encode()
    for origin in ("http://evil.example", "null"):
        assert site.sent("POST", "/login", {**FORM, "origin": origin}, body)[0] == 403
        assert site.sent("POST", "/logout", {"cookie": site.signed_in(), "origin": origin})[0] == 403
    assert site.sent("POST", "/login", {"content-type": "text/plain"}, body)[0] == 415
    assert site.sent("POST", "/login", {**FORM, "host": "evil.example"}, body)[0] == 421
    assert site.sent("POST", "/login", {**FORM, "content-length": "20000"}, b"x" * 20_000)[0] == 413
    assert site.sent("POST", "/login", FORM, b"x" * 20_000)[0] == 413


def test_after_ten_failures_a_name_is_locked_even_for_the_right_password_and_for_a_while(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts_file, "_is_password", lambda _, password: password == SECRET)
    for number in range(10):
        assert not site.signed_in("Ana", "wrong password", client=f"10.0.1.{number}")
    body = urlencode({"name": "ana", "password": SECRET, "language": "fr"}).encode()
    status, headers, page = site.sent("POST", "/login", FORM, body)
    assert (status, dict(headers)["retry-after"]) == (429, "900")
    assert say("login_locked", "fr", minutes=15) in page
    for spelt in ("ＡＮＡ", "𝐚𝐧𝐚", " ᵃna "):
        assert site.sent("POST", "/login", FORM, urlencode({"name": spelt, "password": SECRET}).encode())[0] == 429
    site.at += 901
    assert site.signed_in()


def test_whether_there_is_such_a_name_is_not_told(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def compare(hashed: str, _: str) -> bool:
        compared.append(hashed)
        return False

    monkeypatch.setattr(accounts_file, "_is_password", compare)
    pages = []
    for name in ("ana", "zed"):
        for _ in range(11):
            body = urlencode({"name": name, "password": "wrong password"}).encode()
            status, _, page = site.sent("POST", "/login", FORM, body, client=name)
            pages.append((status, page.replace(name, "")))
    assert pages[:11] == pages[11:]
    assert len(compared) == 20


def test_an_address_that_tries_many_names_is_locked_and_another_is_not() -> None:
    at = 0.0
    locks = Lockouts(lambda: at)
    for number in range(30):
        locks.begin(f"name{number}", "a")
    with pytest.raises(LockedOut):
        locks.begin("another", "a")
    locks.begin("another", "b")
    locks.succeeded("another", "b")
    at = 901.0
    locks.begin("another", "a")


def test_who_succeeds_begins_anew_but_does_not_free_the_address() -> None:
    locks = Lockouts(lambda: 0.0)
    for _ in range(3):
        for _ in range(9):
            locks.begin("ana", "a")
        locks.succeeded("ana", "a")
    with pytest.raises(LockedOut):
        for _ in range(7):
            locks.begin("mallory", "a")


def test_a_damaged_file_of_users_closes_the_door_and_the_terminal_is_told_once(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    cookies = site.signed_in()
    site.accounts.path.write_text("{")
    for _ in range(3):
        assert site.sent("POST", "/own", {"cookie": cookies})[0] == 503
    status, _, page = site.sent("GET", "/login")
    assert status == 503
    assert say("login_broken") in page
    assert site.asked == []
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_speaks_the_browsers_language_or_the_one_chosen(site: Site, language: str) -> None:
    _, headers, page = site.sent("GET", "/login", {"accept-language": f"xx, {language}-XX;q=0.9"})
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page
    assert say("login_do", language) in page
    assert page.replace("'", "’") == site.sent("GET", f"/login?language={language}")[2].replace("'", "’")
    assert dict(headers)["content-security-policy"].startswith("default-src 'none'")
    assert "<script" not in page
    assert 'lang="en"' in site.sent("GET", "/login?language=%3Cb%3E")[2]


def test_what_is_typed_into_the_form_comes_back_as_text() -> None:
    from assistant.screens.login_page import login_page

    page = login_page("en", '"><b>', '"><i>', "login_wrong")
    assert "<b>" not in page
    assert "<i>" not in page


def test_the_operator_is_told_who_can_ask_and_warned_where_that_is_everybody() -> None:
    here, network, users = Hosts("127.0.0.1"), Hosts("0.0.0.0"), Path("users.json")
    assert who_can_ask(here, None) == []
    assert who_can_ask(network, None) == who_can_ask(Hosts("127.0.0.1", ["a.example"]), None) == [OPEN_TO_OTHERS]
    assert len(who_can_ask(Hosts("127.0.0.1", ["a.example"]), users)) == 1  # a proxy may have TLS
    assert "there is no login" in OPEN_TO_OTHERS
    assert [("users.json" in line, "TLS" in line) for line in who_can_ask(network, users)] == [
        (True, False),
        (False, True),
    ]


@dataclass
class Item:
    heard: float
    cancelled: bool = False


@pytest.fixture
def kept() -> Iterator[Kept[Item]]:
    yield Kept(4)
    owner.set("")
    address.set("")


def test_a_key_opens_nothing_in_another_ones_session(kept: Kept[Item]) -> None:
    owner.set("session a")
    item = Item(1e9)
    key = kept.put(item)
    owner.set("session b")
    assert kept.of(key) is None
    kept.close(key)
    assert not item.cancelled
    owner.set("session a")
    assert kept.of(key) is item
    kept.forget("session a")
    assert kept.of(key) is None
    assert item.cancelled


@pytest.mark.parametrize("who", [owner, address])
def test_five_documents_of_one_person_let_go_of_that_ones_own(kept: Kept[Item], who: Any) -> None:
    who.set("ana")
    first = kept.put(Item(1e9))
    who.set("mallory")
    for number in range(20):
        kept.put(Item(2e9 + number))
    who.set("ana")
    assert kept.of(first)


# In a real server and a real browser


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    folder = tmp_path_factory.mktemp("login")
    for name in ("ana", "bo"):
        Accounts(folder / "users.json").add(name, SECRET)
    with chat(folder, "--scripted", "--users", str(folder / "users.json")) as running:
        yield running


@pytest.mark.server
def test_nothing_is_served_on_a_network_to_who_has_not_signed_in(tmp_path: Path) -> None:
    Accounts(tmp_path / "users.json").add("ana", SECRET)
    with chat(tmp_path, "--scripted", "--host", "0.0.0.0", "--users", str(tmp_path / "users.json")) as running:
        place = urlsplit(running.address)
        for host in ("192.168.1.4", "10.1.2.3:7860", f"127.0.0.1:{place.port}"):
            for method, path in [("GET", "/"), *ROUTES]:
                connection = http.client.HTTPConnection("127.0.0.1", place.port, timeout=30)
                connection.request(method, path, headers={"Host": host})
                answer = connection.getresponse()
                body = answer.read()
                assert answer.status == 401, (host, method, path)
                assert b"gradio" not in body
        assert "can be read on the way" in running.printed.read_text(encoding="utf-8")
        person = Person(f"http://127.0.0.1:{place.port}/", "ana", SECRET)
        assert person.calls("ask", question="Ebola")["answer"]["quotes"]


@pytest.mark.browser
def test_a_person_signs_in_on_a_phone_without_scripts_and_is_led_to_what_the_link_asks(
    browser: Browser, behind: Chat
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, locale="fr", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{behind.address}?{urlencode({'q': 'Ebola'})}")
    page.get_by_label(say("login_name", "fr")).fill("ana")
    page.get_by_label(say("login_password", "fr")).fill("wrong password")
    page.get_by_role("button", name=say("login_do", "fr")).click()
    assert page.get_by_role("alert").inner_text() == say("login_wrong", "fr")
    page.get_by_label(say("login_password", "fr")).fill(SECRET)
    page.get_by_role("button", name=say("login_do", "fr")).click()
    page.wait_for_url(f"{behind.address}?q=Ebola")
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_form_fits_any_window_and_axe_finds_nothing_to_mend(browser: Browser, behind: Chat, language: str) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{behind.address}login?language={language}")
    for size in (*SIZES.values(), {"width": 320, "height": 256}):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for shade in ("light", "dark"):
            page.emulate_media(color_scheme=shade)
            assert violations(page) == []
    context.close()


@pytest.mark.browser
def test_what_one_person_left_in_the_browser_the_next_one_does_not_see(browser: Browser, behind: Chat) -> None:
    context = browser.new_context(locale="en")
    page = context.new_page()

    def sign_in(name: str) -> None:
        page.get_by_label(say("login_name")).fill(name)
        page.get_by_label(say("login_password")).fill(SECRET)
        page.keyboard.press("Enter")
        page.locator(READY).wait_for(state="attached")

    page.goto(behind.address)
    sign_in("ana")
    ask(page, "Ebola")
    assert page.evaluate("document.cookie") == "further_person=ana"
    page.reload()
    page.locator(READY).wait_for(state="attached")
    assert page.locator(".turn").count() == 1
    page.get_by_role("button", name=say("menu")).click()
    page.get_by_role("button", name=say("sign_out", name="ana")).click()
    page.get_by_label(say("login_name")).wait_for()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('conversation'))") == []
    sign_in("ana")
    ask(page, "Ebola")
    context.clear_cookies()  # the session is over, and somebody else comes
    page.goto(behind.address)
    sign_in("bo")
    assert page.locator(".turn").count() == 0
    context.close()


@pytest.mark.browser
def test_a_page_whose_session_is_over_leads_to_the_login(browser: Browser, behind: Chat) -> None:
    context = browser.new_context(locale="en")
    page = context.new_page()
    page.goto(behind.address)
    page.get_by_label(say("login_name")).fill("ana")
    page.get_by_label(say("login_password")).fill(SECRET)
    page.keyboard.press("Enter")
    page.locator(READY).wait_for(state="attached")
    context.clear_cookies(name="further_session")
    page.locator("#question").fill("Ebola")
    page.locator("#question").press("Enter")
    page.get_by_label(say("login_password")).wait_for()
    context.close()


@pytest.mark.browser
def test_a_link_on_another_site_finds_the_session(browser: Browser, behind: Chat) -> None:
    context = browser.new_context(locale="en")
    page = context.new_page()
    page.goto(f"{behind.address}login")
    page.get_by_label(say("login_name")).fill("ana")
    page.get_by_label(say("login_password")).fill(SECRET)
    page.keyboard.press("Enter")
    page.locator(READY).wait_for(state="attached")
    page.goto(f"data:text/html,<a href='{behind.address}?q={quote('Ebola')}'>ask</a>")
    page.get_by_text("ask").click()
    page.locator(READY).wait_for(state="attached")
    page.locator(".turn[aria-busy=false] .citation").first.wait_for()
    context.close()
