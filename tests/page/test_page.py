"""The page as somebody uses it: in a real browser, with a mouse, with keys alone, without scripts, on paper."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.page.conftest import NASTY, TODAY

# --- what it shows


def test_every_event_is_in_the_list_and_unfolds_to_its_sources(see, whole, run, curated) -> None:
    seen = see(whole)
    events = run("list", "--json", "--file", curated, env={"TIMELINE_TODAY": TODAY}).json["events"]
    assert seen.shown() == [event["id"] for event in events]
    event = next(event for event in events if any(source.get("quote") for source in event["sources"]))
    item = seen.page.locator(f"li[id='{event['id']}']")
    quotes = [source["quote"] for source in event["sources"] if source.get("quote")]
    assert not item.locator("blockquote").first.is_visible()
    item.locator("summary").click()
    assert [" ".join(text.split()) for text in item.locator("blockquote").all_inner_texts()] == [
        " ".join(quote.split()) for quote in quotes
    ]


def test_it_is_small(whole) -> None:
    assert whole.stat().st_size <= 600_000


def test_it_says_nothing_of_the_machine_that_made_it(whole, curated) -> None:
    assert str(curated.parent) not in whole.read_text(encoding="utf-8")


def test_a_promise_is_told_from_a_fact(see, whole) -> None:
    page = see(whole).page
    overdue = page.locator("li[data-status=overdue]")
    assert overdue.count() > 0
    for one in overdue.all():
        assert "overdue, no report that it happened" in (one.locator("summary").text_content() or "")
    assert page.locator("li[data-status=occurred] .status").count() == 0


def test_without_scripts_it_is_whole(see, whole) -> None:
    seen = see(whole, java_script_enabled=False)
    page = seen.page
    assert not page.locator("#filter").is_visible()
    assert not page.locator("#tools").is_visible()
    assert page.locator("ol.events > li").count() > 100
    first = page.locator("ol.events > li").first
    first.locator("summary").click()
    assert first.locator(".sources > li").first.is_visible()
    page.locator("a.mark").first.click()  # a mark leads to its event
    assert "#" in page.url


# --- filters: the same answers as in the terminal

QUESTIONS = [
    ({"actor": "SRB"}, ["--actor", "Serbia"]),
    ({"actor": "aleksandar-vucic", "kind": "consult"}, ["--actor", "Vučić", "--kind", "consult"]),
    ({"status": "overdue"}, ["--status", "overdue"]),
    ({"since": "2023", "until": "2024"}, ["--since", "2023", "--until", "2024"]),
    ({"since": "2023-07", "until": "2023-07-20"}, ["--since", "2023-07", "--until", "2023-07-20"]),
    ({"until": "1912"}, ["--until", "1912"]),
    ({"since": "2026-01-01"}, ["--since", "2026-01-01"]),
    ({"text": "drones", "since": "2020"}, ["--text", "drones", "--since", "2020"]),
    ({"text": "vucic"}, ["--text", "vucic"]),
]


@pytest.mark.parametrize(("fields", "options"), QUESTIONS, ids=["-".join(fields.values()) for fields, _ in QUESTIONS])
def test_a_filter_gives_the_events_that_the_command_gives(see, whole, run, curated, fields, options) -> None:
    seen = see(whole)
    for name, value in fields.items():
        field = seen.page.locator(f"[name={name}]")
        (field.select_option if name in {"actor", "kind", "status"} else field.fill)(value)
    answer = run("list", "--json", "--file", curated, *options, env={"TIMELINE_TODAY": TODAY}).json["events"]
    if "text" in fields:
        # The page searches all that it shows of an event; the command searches fewer fields.
        assert {event["id"] for event in answer} <= set(seen.shown())
        return
    assert seen.shown() == [event["id"] for event in answer]
    possible = [event["id"] for event in answer if event.get("certain") is False]
    assert seen.page.eval_on_selector_all(
        "span.perhaps:not([hidden])",
        "all => all.map(one => one.closest('li')).filter(one => !one.hidden).map(one => one.id)",
    ) == (possible if "since" in fields or "until" in fields else [])


def test_marks_of_what_is_filtered_out_are_dimmed_and_nothing_is_lost(see, whole) -> None:
    seen = see(whole)
    page = seen.page
    before = page.locator("a.mark").count()
    page.locator("[name=kind]").select_option("consult")
    off = page.locator("a.mark.off").count()
    assert 0 < off < before
    assert page.locator("#shown").inner_text() == f"{len(seen.shown())} of 120 events"
    page.locator("button[type=reset]").click()
    page.wait_for_selector("a.mark.off", state="detached")
    assert page.locator("#none").is_hidden()


def test_nothing_matches_is_said(see, whole) -> None:
    page = see(whole).page
    page.locator("[name=text]").fill("no such words anywhere")
    assert page.locator("#none").is_visible()
    page.locator("#all").click()
    page.wait_for_selector("#none", state="hidden")


# --- the state is in the address


def test_an_address_can_be_sent(see, whole) -> None:
    seen = see(whole)
    page = seen.page
    page.locator("[name=actor]").select_option("SRB")
    page.locator("[name=since]").fill("2023")
    page.locator("#closer").click()
    page.locator("ol.events > li:not([hidden]) summary").first.click()
    shown, state = seen.shown(), page.evaluate("location.hash")
    assert state.startswith("#?actor=SRB&since=2023&zoom=2&event=")
    again = see(whole)
    again.open(state)
    assert again.shown() == shown
    assert again.page.locator("[name=since]").input_value() == "2023"
    assert again.page.locator("details[open]").count() == 1
    assert again.page.locator(".drawing:not([hidden])").get_attribute("data-zoom") == "2"
    again.page.reload()
    assert again.shown() == shown


def test_an_address_of_one_event_unfolds_it(see, whole) -> None:
    seen = see(whole)
    name = seen.shown()[40]
    page = seen.open(f"#{name}")
    assert page.locator(f"li[id='{name}'] details[open]").count() == 1
    assert page.locator(f"li[id='{name}'] summary").first.is_visible()


def test_an_address_that_means_nothing_harms_nothing(see, whole) -> None:
    for state in ("#?actor=nobody&since=yesterday&zoom=99&event=none", "#nothing", "#?%", "#%E0%A4%A"):
        seen = see(whole)
        seen.open(state)
        assert seen.page.locator("ol.events > li").count() > 100


# --- the chart


def test_a_mark_leads_to_its_event_and_an_event_to_its_mark(see, whole) -> None:
    page = see(whole).page
    mark = page.locator("a.mark:has(text)").nth(5)
    name = mark.get_attribute("data-event")
    mark.locator("text").first.click()
    assert page.locator(f"li[id='{name}'] details[open]").count() == 1
    assert page.locator(f"a.mark.here[data-event='{name}']").count() >= 1
    page.locator("ol.events > li").nth(2).hover()
    other = page.locator("ol.events > li").nth(2).get_attribute("id")
    page.wait_for_selector(f"li.here[id='{other}']")


def test_zoom_shows_the_same_events_on_more_room(see, whole) -> None:
    page = see(whole).page
    sizes = []
    for _ in range(4):
        drawing = page.locator(".drawing:not([hidden])")
        assert drawing.count() == 1
        sizes.append((drawing.locator("svg").bounding_box()["width"], drawing.locator("a.mark").count()))
        assert drawing.locator("a.mark:not(:has(> title))").count() == 0
        if page.locator("#closer").is_enabled():
            page.locator("#closer").click()
    assert [size for size, _ in sizes] == sorted({size for size, _ in sizes})
    assert page.locator("#closer").is_disabled()


def test_it_works_by_keyboard_alone(see, whole) -> None:
    page = see(whole).page
    page.locator("#scroll").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    name = page.evaluate("document.activeElement.getAttribute('data-event')")
    assert name
    page.keyboard.press("Enter")
    assert page.locator(f"li[id='{name}'] details[open]").count() == 1
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")  # folds it again
    assert page.locator(f"li[id='{name}'] details[open]").count() == 0
    page.locator("#scroll").focus()
    page.keyboard.press("+")
    assert page.locator(".drawing:not([hidden])").get_attribute("data-zoom") == "2"
    page.keyboard.press("-")
    assert page.locator(".drawing:not([hidden])").get_attribute("data-zoom") == "1"


def test_no_two_labels_overlap_in_the_browser(see, whole) -> None:
    page = see(whole).page
    boxes = page.eval_on_selector_all(
        ".drawing a.mark text",
        "all => all.map(one => { const b = one.getBoundingClientRect(); return [b.left, b.right, b.top, b.bottom]; })",
    )
    boxes.sort()
    for number, (_, right, top, bottom) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            if other[0] >= right:
                break
            assert other[2] >= bottom - 4 or other[3] <= top + 4, (boxes[number], other)


# --- for everybody


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_is_found(see, whole, scheme) -> None:
    page = see(whole, color_scheme=scheme).page
    axe = Axe()
    assert axe.run(page).violations_count == 0, axe.run(page).generate_report()
    page.locator("#closer").click()
    page.locator("ol.events summary").nth(60).click()
    page.locator("[name=since]").fill("2023")
    found = axe.run(page)
    assert found.violations_count == 0, found.generate_report()


def test_it_prints_with_everything_unfolded(see, whole) -> None:
    page = see(whole).page
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    assert not page.locator("#filter").is_visible()


def test_printing_leaves_the_page_and_its_address_as_they_were(see, whole) -> None:
    seen = see(whole)
    page = seen.page
    ids = seen.shown()
    page.locator(f"li[id='{ids[3]}'] summary").click()
    page.wait_for_function("location.hash !== ''")
    address, unfolded = page.url, page.locator("details[open]").count()
    settled = "new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))"
    for name, count in (("beforeprint", len(ids)), ("afterprint", unfolded)):
        page.evaluate(f"window.dispatchEvent(new Event('{name}'))")
        page.evaluate(settled)
        assert page.url == address
        assert page.locator("details[open]").count() == count
    page.locator(f"li[id='{ids[5]}'] summary").click()
    page.wait_for_function("address => location.href !== address", arg=address)


@pytest.mark.parametrize("width", [360, 800])
def test_it_fits_a_narrow_screen(see, whole, width) -> None:
    page = see(whole).page
    page.set_viewport_size({"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# --- strangers' texts


def test_what_strangers_wrote_is_shown_and_never_run(see, exported, tmp_path) -> None:
    attack = "<script>window.pwned=1</script><img src=x onerror=window.pwned=2>{{7*7}}</title></svg>'\"><b>bold</b>"
    event = {
        "id": "attack", "date": "2023-05-01", "title": attack, "kind": "agree", "place": attack, "summary": attack,
        "actors": [{"name": attack, "role": "source"}], "tags": [attack],
        "sources": [
            {"url": "javascript:window.pwned=3", "publisher": attack, "note": attack, "quote": attack},
            {"url": "https://example.org/\"><script>window.pwned=4</script>", "publisher": "Agency"},
        ],
    }  # fmt: skip
    path = tmp_path / "attack.jsonl"
    path.write_text(json.dumps(event) + "\n", encoding="utf-8")
    page = see(exported(path)).page
    page.locator("summary").click()
    assert page.evaluate("window.pwned") is None
    assert attack in page.locator(".name").inner_text()
    assert page.locator("a[href^=javascript]").count() == 0
    assert page.locator("b, img").count() == 0


def test_nasty_events_are_shown(see, exported, nasty) -> None:
    seen = see(exported(nasty))
    assert len(seen.shown()) == NASTY.count("  - id: ")
    assert "\x1b" not in seen.page.content()
