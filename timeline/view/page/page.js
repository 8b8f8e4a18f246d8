// @ts-check
// What makes the page live: filters whose state is in the address, zoom between drawings that were laid out before,
// and the way from a mark to its event and back. Without it the page is whole: every event and source is in the list.
"use strict";

(() => {
  /** @typedef {{ first: number, begun: number, unended: number, last: number }} Span */
  /** @typedef {{ element: HTMLElement, perhaps: HTMLElement | null, spans: Span[], every: boolean, keys: Set<string>,
   *    text: string, off: boolean }} Item */

  /** @template {Element} T @param {string} id @param {new () => T} kind @returns {T} */
  const byId = (id, kind) => {
    const found = document.getElementById(id);
    if (!(found instanceof kind)) throw new Error(`there is no ${id}`);
    return found;
  };
  const form = byId("filter", HTMLFormElement);
  const scroll = byId("scroll", HTMLDivElement);
  const shown = byId("shown", HTMLSpanElement);
  const none = byId("none", HTMLParagraphElement);
  const fields = ["actor", "kind", "status", "since", "until", "text"];
  const DAY = 86400000;

  /** Fold words as a search wants them: without case and accents. @param {string} text */
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /** @param {string | undefined} text @returns {number} */
  const day = (text) => (text === "<" ? -Infinity : text === ">" ? Infinity : Number(text));

  /** @type {Item[]} */
  const items = [...document.querySelectorAll("ol.events > li")].map((element) => {
    if (!(element instanceof HTMLElement)) throw new Error("no list");
    const { spans = "", keys = "" } = element.dataset;
    /** @type {HTMLElement | null} */
    const perhaps = element.querySelector(".perhaps");
    return {
      element,
      perhaps,
      off: false,
      every: spans.startsWith("*"),
      spans: spans.replace("*", "").split(";").map((span) => {
        const [first, begun, unended, last] = span.split(",");
        return { first: day(first), begun: day(begun), unended: day(unended), last: day(last) };
      }),
      keys: new Set(keys.split("|")),
      text: "",
    };
  });

  /** Give the first and the last day of a year, a month or a day, since 1970; null for anything else.
   * @param {string} text @returns {[number, number] | null} */
  const days = (text) => {
    const match = /^(-?\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text.trim());
    if (!match) return null;
    const [year, month, date] = [Number(match[1]), match[2], match[3]];
    /** @param {number} y @param {number} m @param {number} d */
    const at = (y, m, d) => new Date(0).setUTCFullYear(y, m, d) / DAY;
    const first = at(year, month ? Number(month) - 1 : 0, date ? Number(date) : 1);
    if (date) return [first, first];
    return [first, (month ? at(year, Number(month), 1) : at(year + 1, 0, 1)) - 1];
  };

  /** Say whether a vague date touches a period: 2 certainly, 1 possibly, 0 no.
   * @param {Item} item @param {number} since @param {number} until @returns {number} */
  const touches = (item, since, until) => {
    const answers = item.spans.map((span) => {
      if (span.begun <= until && span.unended >= since) return 2;
      return span.first <= until && span.last >= since ? 1 : 0;
    });
    const most = Math.max(...answers);
    if (item.every || answers.length === 1) return most;
    return Math.min(...answers) === 2 ? 2 : Math.min(most, 1);
  };

  /** @param {string} name @returns {string} */
  const value = (name) => {
    const field = form.elements.namedItem(name);
    return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field.value : "";
  };

  /** Give the words of an event, folded; they are asked for often and made once. @param {Item} item */
  const words = (item) => (item.text ||= fold(item.element.textContent ?? ""));

  /** Dim the marks of what is filtered out. */
  const dim = () => {
    const off = new Set(items.filter((item) => item.off).map((item) => item.element.id));
    for (const mark of scroll.querySelectorAll(".drawing:not([hidden]) a.mark")) {
      mark.classList.toggle("off", off.has(mark.getAttribute("data-event") ?? ""));
    }
  };

  const filter = () => {
    const since = days(value("since"))?.[0] ?? -Infinity;
    const until = days(value("until"))?.[1] ?? Infinity;
    const timed = since !== -Infinity || until !== Infinity;
    const [actor, kind, status] = [value("actor"), value("kind"), value("status")];
    const wanted = fold(value("text")).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const item of items) {
      const { element } = item;
      const answer = touches(item, since, until);
      const matches =
        answer > 0 &&
        (!actor || item.keys.has(actor)) &&
        (!kind || element.dataset.kind === kind) &&
        (!status || element.dataset.status === status) &&
        wanted.every((word) => words(item).includes(word));
      if (item.off === matches) element.hidden = item.off = !matches;
      if (item.perhaps) item.perhaps.hidden = !(timed && answer === 1);
      if (matches) count += 1;
    }
    dim();
    const total = items.length;
    const all = `${total.toLocaleString("en")} event${total === 1 ? "" : "s"}`;
    shown.textContent = count === total ? all : `${count.toLocaleString("en")} of ${all}`;
    none.hidden = count > 0;
  };

  // --- the state in the address

  let zoom = 1;
  let here = "";

  const remember = () => {
    const state = new URLSearchParams();
    for (const name of fields) if (value(name)) state.set(name, value(name));
    if (zoom !== 1) state.set("zoom", String(zoom));
    if (here) state.set("event", here);
    const text = state.size ? `#?${state}` : "";
    // Browsers let an address change a hundred times in half a minute.
    if (text !== location.hash) history.replaceState(null, "", text || location.pathname + location.search);
  };

  /** @param {string} text */
  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return "";
    }
  };

  const recall = () => {
    const hash = location.hash;
    const state = new URLSearchParams(hash.startsWith("#?") ? hash.slice(2) : "");
    for (const name of fields) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = state.get(name) ?? "";
    }
    show(Number(state.get("zoom") ?? 1));
    filter();
    const event = state.get("event") ?? (hash.startsWith("#?") ? "" : decoded(hash.slice(1)));
    if (event) go(event, false);
  };

  // --- the chart

  /** @type {Map<number, Element>} */
  const drawings = new Map();
  for (const drawing of scroll.querySelectorAll("[data-zoom]")) {
    drawings.set(Number(drawing.getAttribute("data-zoom")), drawing);
  }
  const zooms = [...drawings.keys()].sort((a, b) => a - b);
  const closer = byId("closer", HTMLButtonElement);
  const farther = byId("farther", HTMLButtonElement);

  /** Show the drawing of a zoom, with the same time in the middle. @param {number} wanted */
  const show = (wanted) => {
    const drawing = drawings.get(wanted);
    if (!drawing) return;
    const middle = (scroll.scrollLeft + scroll.clientWidth / 2) / Math.max(scroll.scrollWidth, 1);
    if (drawing instanceof HTMLTemplateElement) {
      const made = document.createElement("div");
      made.className = "drawing";
      made.dataset.zoom = String(wanted);
      made.append(drawing.content.cloneNode(true));
      drawing.replaceWith(made);
      drawings.set(wanted, made);
      name(made);
      calm();
    }
    for (const [size, other] of drawings) if (other instanceof HTMLElement) other.hidden = size !== wanted;
    zoom = wanted;
    scroll.scrollLeft = middle * scroll.scrollWidth - scroll.clientWidth / 2;
    closer.disabled = wanted === zooms.at(-1);
    farther.disabled = wanted === zooms[0];
  };

  /** Give the marks of a closer drawing the sentences that the first has. @param {Element} drawing */
  const name = (drawing) => {
    for (const mark of drawing.querySelectorAll("a.mark")) {
      const id = CSS.escape(mark.getAttribute("data-event") ?? "");
      const title = drawings.get(1)?.querySelector(`a.mark[data-event="${id}"] > title`);
      if (title) mark.prepend(title.cloneNode(true));
    }
  };

  /** @param {number} step */
  const turn = (step) => {
    const next = zooms[zooms.indexOf(zoom) + step];
    if (next === undefined) return;
    show(next);
    dim();
    remember();
  };
  closer.addEventListener("click", () => turn(1));
  farther.addEventListener("click", () => turn(-1));

  /** The marks are reached with the arrow keys, so that the tabulator key goes past them to the list. */
  const calm = () => {
    for (const mark of scroll.querySelectorAll("a.mark")) mark.setAttribute("tabindex", "-1");
  };

  /** @param {number} step */
  const walk = (step) => {
    const marks = [...scroll.querySelectorAll(".drawing:not([hidden]) a.mark:not(.off)")];
    const place = document.activeElement ? marks.indexOf(document.activeElement) : -1;
    const next = marks[place < 0 ? (step > 0 ? 0 : marks.length - 1) : place + step];
    if (next instanceof SVGElement) {
      next.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
      point(next.getAttribute("data-event") ?? "");
    }
  };
  scroll.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = new Map([["ArrowRight", 1], ["ArrowDown", 1], ["ArrowLeft", -1], ["ArrowUp", -1]]);
    const step = steps.get(event.key);
    if (step !== undefined) walk(step);
    else if (event.key === "+" || event.key === "=") turn(1);
    else if (event.key === "-") turn(-1);
    else return;
    event.preventDefault();
  });

  // --- from marks to events and back

  /** @param {string} id */
  const point = (id) => {
    for (const old of document.querySelectorAll(".here")) old.classList.remove("here");
    document.getElementById(id)?.classList.add("here");
    for (const mark of scroll.querySelectorAll("a.mark")) {
      mark.classList.toggle("here", mark.getAttribute("data-event") === id);
    }
  };

  /** Unfold an event and go there. @param {string} id @param {boolean} focus */
  const go = (id, focus) => {
    const element = document.getElementById(id);
    const details = element?.querySelector("details");
    if (!element || !details) return;
    details.open = true;
    here = id;
    point(id);
    element.scrollIntoView({ block: "center" });
    if (focus) element.querySelector("summary")?.focus({ preventScroll: true });
  };

  scroll.addEventListener("click", (event) => {
    const mark = event.target instanceof Element ? event.target.closest("a.mark") : null;
    if (!mark) return;
    event.preventDefault();
    go(mark.getAttribute("data-event") ?? "", true);
    remember();
  });
  /** What is open only for the printer. @type {Set<HTMLDetailsElement>} */
  const printed = new Set();
  const list = document.querySelector("ol.events");
  list?.addEventListener("toggle", (event) => {
    const details = event.target;
    if (!(details instanceof HTMLDetailsElement) || printed.has(details)) return;
    const id = details.closest("li[id]")?.id ?? "";
    if (details.open) here = id;
    else if (here === id) here = "";
    point(here);
    remember();
  }, true);
  for (const kind of ["mouseover", "focusin"]) {
    list?.addEventListener(kind, (event) => {
      const item = event.target instanceof Element ? event.target.closest("li[id]") : null;
      if (item) point(item.id);
    });
  }

  // --- start

  const changed = () => {
    filter();
    remember();
    requestAnimationFrame(reveal);
  };

  /** Move the chart to the first event that matches, where none of those is in sight. */
  const reveal = () => {
    const places = [...scroll.querySelectorAll(".drawing:not([hidden]) a.mark:not(.off)")].map((mark) =>
      Number(mark.getAttribute("data-x")),
    );
    const [left, right] = [scroll.scrollLeft, scroll.scrollLeft + scroll.clientWidth];
    if (places.length && !places.some((place) => place >= left && place <= right)) {
      scroll.scrollLeft = Math.min(...places) - 160;
    }
  };

  // The names of the lanes stay in sight.
  scroll.addEventListener("scroll", () => scroll.style.setProperty("--moved", `${scroll.scrollLeft}px`), { passive: true });
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(changed));
  byId("all", HTMLButtonElement).addEventListener("click", () => form.reset());
  window.addEventListener("hashchange", recall);
  window.addEventListener("beforeprint", () => {
    for (const item of items) {
      const details = item.element.querySelector("details");
      if (!details || details.open) continue;
      printed.add(details);
      details.open = true;
    }
  });
  window.addEventListener("afterprint", () => {
    for (const details of printed) details.open = false;
    printed.clear();
  });
  form.hidden = false;
  byId("tools", HTMLDivElement).hidden = zooms.length < 2;
  calm();
  recall();
  // The words are folded while nobody waits for them.
  let next = 0;
  /** @param {IdleDeadline} idle */
  const prepare = (idle) => {
    while (next < items.length && idle.timeRemaining() > 1) {
      const item = items[next++];
      if (item) words(item);
    }
    if (next < items.length) requestIdleCallback(prepare);
  };
  requestIdleCallback(prepare);
})();
