// A long piece of work, asked after each second. Without this the page is read anew by itself.
(() => {
  "use strict";
  const said = document.querySelector("[data-says]");

  // Whoever was signed out gets the page that says so, not a part of it in this one.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, pathInfo } = event.detail;
    const asked = new URL(pathInfo.requestPath, window.location.href).pathname;
    if (xhr.responseURL && new URL(xhr.responseURL).pathname !== asked) {
      event.detail.shouldSwap = false;
      window.location.reload();
    }
  });

  // What is read out changes at each tenth only.
  document.addEventListener("htmx:afterSwap", () => {
    const now = document.querySelector("[data-said]")?.dataset.said ?? "";
    if (said && said.textContent !== now) said.textContent = now;
  });
})();
