"use strict";
/* A list of very many rows of which only those near the screen exist.

   Rows come in chunks. Three chunks stand in the page: the one that is looked at, the one before
   and the one after; two spacers stand for all others, their height known where a chunk was shown
   before and estimated where not. Whatever changes, the row at the upper edge stays where it is. */
(() => {
  const CHUNK = 50;
  const KEPT = 40; // Chunks whose rows are remembered; the one asked for longest ago goes first.
  const PATIENCE = 60; // Milliseconds a place must be looked at before its rows are asked for.
  const FIRST_GUESS = 44; // Height of a row, in pixels, before any was measured.

  class PassageList {
    /* `options`: size, load(from, count) -> Promise of rows, draw(row) -> element,
       paint(element, position) marks what is current or selected. */
    constructor(element, options) {
      Object.assign(this, options, { element, known: new Map(), nodes: new Map(), asked: new Set() });
      this.chunks = Math.ceil(this.size / CHUNK);
      this.heights = new Float64Array(this.chunks);
      this.measured = { height: 0, rows: 0 };
      this.wanted = null;
      this.before = this.spacer();
      this.after = this.spacer();
      element.addEventListener("scroll", () => this.later(() => this.follow()));
      new ResizeObserver(() => this.later(() => this.resized())).observe(element);
    }

    spacer() {
      const spacer = document.createElement("div");
      spacer.setAttribute("role", "presentation");
      this.element.append(spacer);
      return spacer;
    }

    later(work) {
      if (this.frame) return;
      this.frame = requestAnimationFrame(() => { this.frame = 0; work(); });
    }

    get guess() {
      return this.measured.rows ? this.measured.height / this.measured.rows : FIRST_GUESS;
    }

    get head() {
      return this.element.firstElementChild.offsetHeight;
    }

    rowsIn(chunk) {
      return Math.min(CHUNK, this.size - chunk * CHUNK);
    }

    heightOf(chunk) {
      return this.heights[chunk] || this.rowsIn(chunk) * this.guess;
    }

    between(from, to) {
      let sum = 0;
      for (let chunk = from; chunk < to; chunk++) sum += this.heightOf(chunk);
      return sum;
    }

    row(position) {
      return this.element.querySelector(`[data-n="${position}"]`);
    }

    data(position) {
      return this.known.get(Math.floor(position / CHUNK))?.[position % CHUNK];
    }

    /* Bring a row into view: where it is not, a third down. */
    show(position) {
      const row = this.row(position);
      if (!row) return this.place({ n: position, top: this.element.clientHeight / 3 });
      const list = this.element;
      const top = row.offsetTop - this.head;
      const bottom = row.offsetTop + row.offsetHeight - list.clientHeight;
      if (list.scrollTop > top) list.scrollTop = top;
      else if (list.scrollTop < bottom) list.scrollTop = bottom;
    }

    /* Put the row `n` at `top` pixels below the upper edge, with the chunks around it. */
    place(anchor) {
      if (!this.size) return;
      const middle = Math.floor(anchor.n / CHUNK);
      const from = Math.max(0, middle - 1);
      const to = Math.min(this.chunks - 1, middle + 1);
      this.window = { from, to, middle };
      for (const [chunk, node] of this.nodes) {
        if (chunk < from || chunk > to) { node.remove(); this.nodes.delete(chunk); }
      }
      for (let chunk = to; chunk >= from; chunk--) {
        if (this.nodes.has(chunk)) continue;
        const node = this.make(chunk);
        (this.nodes.get(chunk + 1) ?? this.after).before(node);
        this.nodes.set(chunk, node);
      }
      this.settle(anchor);
      this.need();
    }

    make(chunk) {
      const node = document.createElement("div");
      node.setAttribute("role", "rowgroup");
      node.className = "bench__chunk";
      this.fill(chunk, node);
      return node;
    }

    fill(chunk, node) {
      const rows = this.known.get(chunk);
      node.replaceChildren(...(rows ?? []).map((row) => this.draw(row)));
      node.classList.toggle("bench__chunk--empty", !rows);
      node.style.height = rows ? "" : `${this.heightOf(chunk)}px`;
    }

    /* Measure, give the spacers their height, and bring the anchor to its place. */
    settle(anchor) {
      const { from, to } = this.window;
      for (const [chunk, node] of this.nodes) {
        if (!this.known.has(chunk)) continue;
        const height = node.offsetHeight;
        if (!this.heights[chunk]) {
          this.measured.height += height;
          this.measured.rows += this.rowsIn(chunk);
        }
        this.heights[chunk] = height;
      }
      this.before.style.height = `${this.between(0, from)}px`;
      this.after.style.height = `${this.between(to + 1, this.chunks)}px`;
      this.element.scrollTop = this.topOf(anchor.n) - this.head - anchor.top;
      this.repaint();
    }

    topOf(position) {
      const row = this.row(position);
      if (row) return row.offsetTop;
      const node = this.nodes.get(Math.floor(position / CHUNK));
      return (node?.offsetTop ?? this.head) + (position % CHUNK) * this.guess;
    }

    /* The row at the upper edge, and how far below the edge it begins. */
    anchor() {
      const edge = this.element.scrollTop + this.head;
      for (const [chunk, node] of [...this.nodes].sort(([a], [b]) => a - b)) {
        if (node.offsetTop + node.offsetHeight <= edge || node.offsetTop > edge) continue;
        const row = [...node.children].find((r) => r.offsetTop + r.offsetHeight > edge);
        if (row) return { n: Number(row.dataset.n), top: row.offsetTop - edge };
        const n = chunk * CHUNK + Math.floor((edge - node.offsetTop) / this.guess);
        return { n: Math.min(n, chunk * CHUNK + this.rowsIn(chunk) - 1), top: 0 };
      }
      return this.guessed(edge - this.head);
    }

    /* Somebody dragged the bar to where no chunk stands: which row is about there? */
    guessed(offset) {
      let chunk = 0;
      let top = 0;
      while (chunk < this.chunks - 1 && top + this.heightOf(chunk) <= offset) {
        top += this.heightOf(chunk++);
      }
      const inside = Math.floor((offset - top) / this.guess);
      return { n: chunk * CHUNK + Math.min(Math.max(inside, 0), this.rowsIn(chunk) - 1), top: 0 };
    }

    follow() {
      const anchor = this.anchor();
      if (Math.floor(anchor.n / CHUNK) !== this.window?.middle) this.place(anchor);
    }

    resized() {
      if (!this.window || this.width === this.element.clientWidth) return;
      const anchor = this.anchor();
      this.width = this.element.clientWidth;
      this.heights.fill(0);
      this.measured = { height: 0, rows: 0 };
      this.settle(anchor);
    }

    /* Ask for the rows that are missing, once the reader has stopped here. */
    need() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        const { from, to } = this.window;
        for (let chunk = from; chunk <= to; chunk++) {
          if (!this.known.has(chunk) && !this.asked.has(chunk)) this.fetch(chunk);
        }
      }, PATIENCE);
      const busy = [...this.nodes.keys()].some((chunk) => !this.known.has(chunk));
      this.element.setAttribute("aria-busy", String(busy));
    }

    async fetch(chunk) {
      this.asked.add(chunk);
      const rows = await this.load(chunk * CHUNK, this.rowsIn(chunk)).catch(() => null);
      this.asked.delete(chunk);
      if (!rows) return;
      const anchor = this.window && this.anchor();
      this.remember(chunk, rows);
      const node = this.nodes.get(chunk);
      if (!node) return;
      this.fill(chunk, node);
      this.settle(anchor);
      this.need();
      this.arrived?.(chunk * CHUNK, rows.length);
    }

    remember(chunk, rows) {
      this.known.delete(chunk);
      this.known.set(chunk, rows);
      for (const old of this.known.keys()) {
        if (this.known.size <= KEPT) break;
        if (!this.nodes.has(old)) this.known.delete(old);
      }
    }

    /* The rows of a range changed on the server: show the new ones, forget those not on screen. */
    async refresh(first, last) {
      const from = Math.floor(first / CHUNK);
      const to = Math.floor(last / CHUNK);
      for (const chunk of [...this.known.keys()]) {
        if (chunk >= from && chunk <= to && !this.nodes.has(chunk)) this.known.delete(chunk);
      }
      const shown = [...this.nodes.keys()].filter((chunk) => chunk >= from && chunk <= to);
      await Promise.all(shown.map((chunk) => this.fetch(chunk)));
    }

    /* Change rows at once, before the server has answered; only those in the page. */
    touch(first, last, change) {
      for (const node of this.nodes.values()) {
        for (const row of [...node.children]) {
          const n = Number(row.dataset.n);
          if (n < first || n > last) continue;
          row.replaceWith(this.draw({ ...this.data(n), ...change }));
        }
      }
      this.repaint();
    }

    repaint() {
      for (const node of this.nodes.values()) {
        for (const row of node.children) this.paint(row, Number(row.dataset.n));
      }
    }
  }

  window.vigieBench = { PassageList };
})();
