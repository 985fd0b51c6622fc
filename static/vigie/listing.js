// The list without whole pages. Nothing here is needed: forms and links work as they are.
(() => {
  "use strict";
  let open = new Set();
  const folded = () => document.querySelectorAll("#listing details[id]");

  // What a form sends for fields left empty is no filter: the address stays readable.
  document.addEventListener("htmx:configRequest", (event) => {
    const data = event.detail.formData;
    for (const [name, value] of [...data.entries()]) {
      if (value === "") data.delete(name);
    }
  });

  // Facets stay as the reader left them.
  document.addEventListener("htmx:beforeSwap", () => {
    open = new Set([...folded()].filter((each) => each.open).map((each) => each.id));
  });
  document.addEventListener("htmx:afterSwap", () => {
    folded().forEach((each) => {
      if (open.has(each.id)) each.open = true;
    });
  });

  // What had the focus may be gone, a chip above all: then it goes to the number of results.
  document.addEventListener("htmx:afterSettle", () => {
    if (document.activeElement === document.body) {
      document.getElementById("count")?.focus({ preventScroll: true });
    }
  });

  // Whatever goes wrong, the whole page knows what to say.
  for (const name of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(name, (event) => {
      window.location.assign(event.detail.pathInfo.finalRequestPath ?? event.detail.pathInfo.requestPath);
    });
  }
})();
