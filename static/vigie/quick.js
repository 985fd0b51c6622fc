"use strict";
/* Quick entry: a click on a passage chooses it, with Shift up to there; its words go into the quote
   as long as nobody wrote another one. What does not belong to the chosen track is not offered. Ctrl
   and Enter press the first button. Nothing else. */
(() => {
  const LONGEST = 2000;
  const form = document.getElementById("quoting");
  if (!form) return;
  const list = document.getElementById("quick-list");
  const quote = form.elements.quote;
  const tracked = [...form.querySelectorAll("[data-tracks]")];

  function offer() {
    const track = form.querySelector("[name=track]:checked")?.value;
    for (const field of tracked) {
      const out = Boolean(track) && !field.dataset.tracks.split(" ").includes(track);
      if (field.type !== "radio") {
        field.closest(".quick__part").hidden = out;
        continue;
      }
      const option = field.closest("label").parentElement;
      const group = option.parentElement;
      option.hidden = out;
      group.hidden = [...group.querySelectorAll("input")].every((one) =>
        one.closest("label").parentElement.hidden);
      if (out) field.checked = false;
    }
  }
  if (tracked.length) {
    form.addEventListener("change", (event) => event.target.name === "track" && offer());
    offer();
  }

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.ctrlKey) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[name=then]"));
  });
  if (!list) return;

  const rows = [...list.querySelectorAll("tr[data-n]")];
  const chosen = (name) => {
    const button = form.querySelector(`[name=${name}]:checked`) ?? [...form.elements]
      .find((element) => element.name === name && element.checked);
    return button ? Number(button.value) : null;
  };
  const words = (first, last) => rows
    .filter((row) => Number(row.dataset.n) >= first && Number(row.dataset.n) <= last)
    .map((row) => row.querySelector(".quick__words").textContent.trim())
    .filter(Boolean)
    .join(" ");
  /* What stands in the quote without having been typed: after a refusal, only the words of the
     passages themselves. */
  let filled = quote?.value ?? "";
  if ("sent" in list.dataset) {
    const first = chosen("first") ?? chosen("last");
    const own = first === null ? "" : words(first, chosen("last") ?? first).slice(0, LONGEST);
    filled = quote?.value === own ? own : null;
  }

  function paint() {
    const first = chosen("first") ?? chosen("last");
    const last = chosen("last") ?? first;
    for (const row of rows) {
      const n = Number(row.dataset.n);
      row.classList.toggle("quick__chosen", first !== null && n >= first && n <= last);
    }
    if (quote && first !== null && quote.value === filled) {
      filled = words(first, last).slice(0, LONGEST);
      quote.value = filled;
    }
  }

  function choose(name, n) {
    const row = rows.find((known) => Number(known.dataset.n) === n);
    row.querySelector(`[name=${name}]`).checked = true;
  }

  list.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-n]");
    if (!row || event.target.closest("a, input")) return;
    const n = Number(row.dataset.n);
    const begin = chosen("first");
    if (event.shiftKey && begin !== null) {
      choose("first", Math.min(begin, n));
      choose("last", Math.max(begin, n));
      window.getSelection().removeAllRanges();
    } else {
      choose("first", n);
      choose("last", n);
    }
    paint();
  });
  list.addEventListener("change", paint);

  const at = rows.find((row) => row.dataset.n === list.dataset.at);
  if (at) list.scrollTop = at.offsetTop - list.clientHeight / 3;
  paint();
})();
