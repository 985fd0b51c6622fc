"use strict";
/* Likely duplicates: asks, a moment after the last key, what may be here already, and shows it below
   the first field that is watched. What was shown is noted in the hidden field, so that saving asks
   no more. */
(() => {
  const PAUSE = 400; // milliseconds
  const LONGEST = 300;
  const hidden = document.querySelector("input[data-likely]");
  if (!hidden) return;
  const form = hidden.form;
  const watched = hidden.dataset.watch.split(" ").map((pair) => pair.split(":"))
    .map(([asked, name]) => ({ asked, field: form.elements[name] }))
    .filter(({ field }) => field);
  if (!watched.length) return;

  const box = document.createElement("div");
  box.className = "likely";
  box.setAttribute("role", "status");
  const first = watched[0].field;
  (first.closest(".quick__field, .form-row") ?? first.parentElement).after(box);

  let waiting = 0;
  let last = "";

  function draw(found) {
    box.replaceChildren();
    if (!found.length) return;
    const heading = Object.assign(document.createElement("strong"),
      { textContent: hidden.dataset.heading });
    const list = document.createElement("ul");
    for (const { name, why, url } of found) {
      const link = Object.assign(document.createElement("a"),
        { href: url, target: "_blank", rel: "noopener", textContent: name });
      const item = document.createElement("li");
      item.append(link, ` (${why})`);
      list.append(item);
    }
    box.append(heading, list);
  }

  async function ask() {
    const values = new URLSearchParams();
    for (const { asked, field } of watched) {
      if (field.value) values.set(asked, field.value.slice(0, LONGEST));
    }
    if (hidden.dataset.excluding) values.set("excluding", hidden.dataset.excluding);
    const query = values.toString();
    if (query === last) return;
    last = query;
    const response = await fetch(`${hidden.dataset.likely}?${query}`).catch(() => null);
    if (!response?.ok || query !== last) return;
    const { likely, seen } = await response.json();
    draw(likely);
    hidden.value = seen;
  }

  for (const { field } of watched) {
    for (const heard of ["input", "change"]) {
      field.addEventListener(heard, () => {
        clearTimeout(waiting);
        waiting = setTimeout(ask, PAUSE);
      });
    }
  }
})();
