"use strict";
/* The transcript workbench: moving, selecting and acting, by key or by button.

   Keys are heard only while the list has the focus. The server decides everything; a change of
   voice is shown at once and taken back where the server refuses it. */
(() => {
  const root = document.getElementById("bench");
  if (!root) return;
  const { PassageList, Panels, say } = window.vigieBench;
  const config = JSON.parse(root.dataset.config);
  const { words, urls, may, size } = config;
  const element = document.getElementById("bench-list");
  const status = document.getElementById("bench-said");
  const where = document.getElementById("bench-where");
  const token = root.querySelector("[name=csrfmiddlewaretoken]").value;
  const panels = new Panels(root, config);
  let voices = config.voices;
  let current = 0;
  let anchor = null; // Where the selection began, or null.
  let extent = 0; // Where it ends.
  let hits = { positions: [], more: false };

  const tell = (sentence, bad = false) => {
    status.textContent = sentence;
    status.toggleAttribute("data-bad", bad);
  };
  const range = () => anchor === null
    ? { first: current, last: current }
    : { first: Math.min(anchor, extent), last: Math.max(anchor, extent) };

  /* Asking the server. A refusal is thrown as a sentence. */
  async function ask(name, values = {}, method = "GET") {
    const body = new URLSearchParams(values);
    const options = method === "GET" ? {} : { method, body, headers: { "X-CSRFToken": token } };
    const url = method === "GET" ? `${urls[name]}?${body}` : urls[name];
    const response = await fetch(url, options).catch(() => { throw new Error(words.failed); });
    if (response.status === 403) throw new Error(words.denied);
    const answer = await response.json().catch(() => { throw new Error(words.failed); });
    if (answer.seen) config.seen = answer.seen; // Somebody else was first: sending it again decides.
    if (!response.ok) throw new Error(answer.error ?? words.failed);
    return answer;
  }

  const list = new PassageList(element, {
    size,
    load: (from, count) => ask("segments", { from, count }).then((answer) => answer.rows)
      .catch((error) => { tell(error.message, true); throw error; }),
    draw: (row) => panels.row(row),
    paint,
    arrived: (from, count) => {
      if (current >= from && current < from + count) { list.show(current); here(); }
    },
  });

  function paint(row, n) {
    const { first, last } = range();
    const chosen = anchor !== null && n >= first && n <= last;
    row.setAttribute("aria-selected", String(chosen));
    row.classList.toggle("bench__row--current", n === current);
    row.classList.toggle("bench__row--hit", hits.positions[hits.at] === n);
  }

  function here() {
    list.repaint();
    const row = list.row(current);
    if (row) element.setAttribute("aria-activedescendant", row.id);
    else element.removeAttribute("aria-activedescendant");
    panels.show(current, list.data(current));
    where.textContent = say(words.position, { number: current + 1, size });
  }

  function selected() {
    const { first, last } = range();
    tell(say(words.selected, { first: first + 1, last: last + 1, size }));
  }

  function move(to, extend = false) {
    if (!size) return;
    const target = Math.min(Math.max(to, 0), size - 1);
    if (extend) {
      if (anchor === null) anchor = current;
      extent = target;
    } else if (anchor !== null && pinned) {
      extent = target;
    } else {
      anchor = null;
    }
    current = target;
    list.show(current);
    here();
    if (anchor !== null) selected();
  }

  let pinned = false; // The selection was begun by its key and follows the reader.
  function mark() {
    if (anchor === null) {
      [anchor, extent, pinned] = [current, current, true];
      tell(say(words.begin, { first: current + 1 }));
    } else if (pinned && extent !== anchor) {
      pinned = false;
      selected();
    } else {
      drop();
    }
    here();
  }

  function drop() {
    [anchor, pinned] = [null, false];
    tell(words.unselected);
    here();
  }

  /* Searching and jumping */
  async function find(asked) {
    const answer = await ask("find", { q: asked });
    hits = { ...answer, at: -1 };
    if (!hits.positions.length) return tell(say(words.no_hit, { words: asked }));
    const next = hits.positions.findIndex((n) => n >= current);
    hit(next < 0 ? 0 : next);
  }

  function hit(at) {
    const count = hits.positions.length;
    if (!count) return document.getElementById("bench-words").focus();
    hits.at = (at + count) % count;
    const n = hits.positions[hits.at];
    move(n, false);
    element.focus({ preventScroll: true });
    const values = { number: hits.at + 1, count };
    tell(say(hits.more ? words.hits_more : words.hit, values));
  }

  async function go(time) {
    const { n } = await ask("at", { time });
    move(n);
    element.focus({ preventScroll: true });
    tell(""); // Its number stands beside; the row itself is read out.
  }

  /* Doing something to the selection */
  async function change(name, values, { first, last }, shown) {
    if (shown) list.touch(first, last, shown);
    try {
      const answer = await ask(name, values, "POST");
      if (answer.voices) {
        voices = answer.voices;
        panels.voices(voices, answer.proposals);
      }
      drop();
      tell(answer.said);
      list.refresh(answer.first, answer.last).then(here);
      return answer;
    } catch (error) {
      if (shown) list.touch(first, last, {});
      list.refresh(first, last).then(here);
      throw error;
    }
  }

  function assign(voice) {
    const { first, last } = range();
    const shown = { who: voice.label, speaker: voice.id, proposed: "" };
    const values = { first, last, speaker: voice.id, seen: config.seen };
    return change("assign", values, { first, last }, shown);
  }

  function digit(number) {
    const voice = voices[number - 1];
    if (!voice) return tell(say(words.no_voice, { number }));
    return assign(voice);
  }

  const leave = (name) => () => {
    location.assign(`${urls[name]}?${new URLSearchParams(range())}`);
  };

  /* Forms that open above the list */
  const panel = (name) => document.getElementById(`bench-${name}`);

  function open(name) {
    document.querySelectorAll(".bench__panel").forEach((other) => { other.hidden = true; });
    const form = panel(name);
    const { first, last } = range();
    form.range = { first, last };
    const label = form.querySelector("[data-range]");
    if (label) label.textContent = say(words.selected, { first: first + 1, last: last + 1, size });
    form.hidden = false;
    list.show(current); // The list is lower now: what the form is about stays in sight.
    (form.querySelector("input:not([type=hidden]), textarea") ?? form).focus();
    expanded();
    return form;
  }

  function close(form) {
    form.hidden = true;
    expanded();
    element.focus({ preventScroll: true });
  }

  function expanded() {
    root.querySelector("[data-do=keys]")
      .setAttribute("aria-expanded", String(!panel("keys").hidden));
  }

  async function redact() {
    const form = open("redact");
    form.querySelector("[name=sure]").checked = false;
    const said = form.querySelector("[data-consequences]");
    said.replaceChildren();
    const answer = await ask("consequences", form.range);
    said.replaceChildren(...answer.said.map((sentence) =>
      Object.assign(document.createElement("li"), { textContent: sentence })));
  }

  function correct() {
    const row = list.data(current);
    if (!row) return;
    [anchor, pinned] = [null, false];
    const form = open("correct");
    form.position = current;
    // The marks of the list are names: what is corrected must be the text itself.
    form.elements.text.value = row.raw ?? row.text.map(([piece]) => piece).join("");
    form.elements.reason.value = "";
  }

  const submits = {
    speaker: async (form) => {
      const { label, role, actor } = form.elements;
      const named = { label: label.value, role: role.value, actor: actor.value };
      const values = { ...form.range, ...named, seen: config.seen };
      await change("assign", values, form.range);
      form.reset();
    },
    redact: async (form) => {
      const values = { ...form.range, reason: form.elements.reason.value };
      if (form.elements.sure.checked) values.sure = "on";
      await change("redact", values, form.range);
    },
    correct: async (form) => {
      const { text, reason } = form.elements;
      const values = { position: form.position, text: text.value, reason: reason.value };
      const answer = await ask("correct", values, "POST");
      location.assign(`${config.pages.replace("/0/", `/${answer.transcript}/`)}?at=${answer.n}`
        + `#p${answer.n}`);
    },
  };

  const deeds = {
    mark,
    previous: () => hit(hits.at - 1),
    next: () => hit(hits.at + 1),
    keys: () => { if (panel("keys").hidden) open("keys"); else close(panel("keys")); },
    open: () => panel("here").focus(),
  };
  if (may.assign) {
    deeds.speaker = () => { open("speaker"); };
    deeds.accept = () => change("accept", range(), range());
  }
  if (may.redact) deeds.redact = redact;
  if (may.correct) deeds.correct = correct;
  for (const name of ["claim", "event", "cite", "log", "incident"]) if (may[name]) deeds[name] = leave(name);

  /* What is refused is said; nothing is thrown at the console. */
  async function run(work) {
    try {
      await work();
    } catch (error) {
      tell(error.message, true);
    }
  }

  const page = () => Math.max(1, Math.floor(element.clientHeight / list.guess) - 1);
  const moves = {
    ArrowDown: () => current + 1,
    ArrowUp: () => current - 1,
    j: () => current + 1,
    k: () => current - 1,
    J: () => current + 1,
    K: () => current - 1,
    PageDown: () => current + page(),
    PageUp: () => current - page(),
    Home: () => 0,
    End: () => size - 1,
  };
  const keys = {
    " ": "mark", x: "mark", n: "next", N: "previous", s: "speaker", p: "accept", c: "claim",
    e: "event", q: "cite", r: "redact", t: "correct", "?": "keys", o: "open",
    l: "log", i: "incident",
  };

  function pressed(event) {
    if (event.target !== element || event.ctrlKey || event.altKey || event.metaKey) return;
    const { key } = event;
    let work = null;
    if (Object.hasOwn(moves, key)) work = () => move(moves[key](), event.shiftKey);
    else if (key === "/") work = () => document.getElementById("bench-words").focus();
    else if (key === "g") work = () => document.getElementById("bench-time").focus();
    else if (key === "Escape") work = drop;
    else if (may.assign && /^[1-9]$/.test(key)) work = () => digit(Number(key));
    else if (Object.hasOwn(keys, key)) work = deeds[keys[key]];
    if (!work) return;
    event.preventDefault();
    run(work);
  }

  function clicked(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const { voice, accept, goto: place } = button.dataset;
    if (button.dataset.do) run(deeds[button.dataset.do]);
    else if (voice) run(() => assign(voices.find((known) => String(known.id) === voice)));
    else if (accept) run(() => change("accept", { label: accept }, range()));
    else if (place) move(Number(place));
    else if ("close" in button.dataset) close(button.closest(".bench__panel"));
    // These buttons are made anew, or far from the list: the keys go on where the passages are.
    if (voice || accept || place) element.focus({ preventScroll: true });
  }

  function chosen(event) {
    const row = event.target.closest(".bench__row");
    if (!row || event.target.closest("a")) return;
    pinned = false;
    move(Number(row.dataset.n), event.shiftKey);
    element.focus({ preventScroll: true });
  }

  element.addEventListener("keydown", pressed);
  element.addEventListener("click", chosen);
  root.addEventListener("click", clicked);
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.target === element) return;
    const form = event.target.closest(".bench__panel");
    if (form) close(form);
    else if (event.target.closest(".bench__tools, #bench-here")) element.focus();
  });
  for (const [name, submit] of Object.entries(submits)) {
    panel(name)?.addEventListener("submit", async (event) => {
      event.preventDefault();
      const form = event.currentTarget;
      const error = form.querySelector(".bench__error");
      error.textContent = "";
      try {
        await submit(form);
        close(form);
      } catch (problem) {
        error.textContent = problem.message;
      }
    });
  }
  document.getElementById("bench-find").addEventListener("submit", (event) => {
    event.preventDefault();
    run(() => find(document.getElementById("bench-words").value));
  });
  document.getElementById("bench-go").addEventListener("submit", (event) => {
    event.preventDefault();
    run(() => go(document.getElementById("bench-time").value));
  });
  document.getElementById("bench-cited").addEventListener("toggle", (event) => {
    if (!event.target.open) return;
    run(async () => {
      const { cited, more } = await ask("cited");
      panels.cited(cited, more);
    });
  });

  panels.voices(voices, config.proposals);
  const start = /^#p(\d+)$/.exec(location.hash);
  move(start ? Number(start[1]) : 0);
  element.focus({ preventScroll: true });
})();
