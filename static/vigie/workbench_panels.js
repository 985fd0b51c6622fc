"use strict";
/* What stands beside the list: rows, the current passage, voices, citations. No text is ever taken
   for markup: everything is set as text. */
(() => {
  const make = (tag, properties = {}, ...children) => {
    const { dataset, aria, ...rest } = properties;
    const element = Object.assign(document.createElement(tag), rest);
    Object.assign(element.dataset, dataset);
    for (const [name, value] of Object.entries(aria ?? {})) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const say = (words, values = {}) => words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

  /* Text with its invisible marks shown, as the server cut it. */
  const text = (pieces) => pieces.map(([piece, isMark]) =>
    isMark ? make("span", { className: "ctl" }, piece) : document.createTextNode(piece));

  const link = (citation, properties = {}) =>
    make("a", { href: citation.url, title: citation.name, ...properties }, citation.kind);

  class Panels {
    constructor(root, config) {
      Object.assign(this, { root, config, words: config.words });
      this.here = root.querySelector("[data-here]");
      this.voiceList = root.querySelector("[data-voices]");
      this.proposalList = root.querySelector("[data-proposals]");
      this.citedList = root.querySelector("[data-cited]");
    }

    proposed(name) {
      return name === "-" ? this.words.another : name;
    }

    row(passage) {
      const cell = (className, ...children) =>
        make("span", { className, aria: { role: "gridcell" } }, ...children);
      const words = cell("bench__text", ...text(passage.text));
      words.lang = this.config.language;
      const who = cell("bench__who", passage.who);
      if (passage.proposed) {
        const name = this.proposed(passage.proposed);
        who.append(make("span", { className: "bench__proposed" },
          say(this.words.proposed, { name })));
      }
      return make("div", {
        className: "bench__row",
        id: `p${passage.n}`,
        dataset: { n: passage.n },
        aria: { role: "row", "aria-rowindex": passage.n + 2 },
      }, cell("bench__time", passage.time), who, words, cell("bench__marks", ...this.marks(passage)));
    }

    marks(passage) {
      const found = [];
      if (passage.low !== null) {
        found.push(make("span", { className: "bench__mark bench__mark--low" },
          say(this.words.low, { percent: passage.low })));
      }
      if (passage.redacted) {
        found.push(make("span", { className: "bench__mark bench__mark--redacted" },
          this.words.redacted));
      }
      found.push(...passage.cites.map((citation) =>
        link(citation, { className: "bench__mark", tabIndex: -1 })));
      return found;
    }

    /* All about the current passage, with links that the keyboard reaches. */
    show(position, passage) {
      const { words, config } = this;
      const number = position + 1;
      const parts = [make("p", { className: "quiet" },
        say(words.position, { number, size: config.size }))];
      if (passage) {
        const time = passage.end
          ? say(words.from_to, { begin: passage.time, end: passage.end }) : passage.time;
        parts.push(make("p", {}, make("strong", {}, time), " · ",
          passage.who || make("span", { className: "quiet" },
            passage.proposed
              ? say(words.proposed_label, { name: this.proposed(passage.proposed) })
              : words.nobody)));
        if (passage.moment) {
          parts.push(make("p", {}, make("a",
            { href: passage.moment, rel: "noreferrer", className: "bench__watch" },
            say(words.watch, { time: passage.time }))));
        }
        if (passage.cites.length) {
          parts.push(make("ul", { className: "bench__cites" }, ...passage.cites.map((citation) =>
            make("li", {}, link(citation), " ", citation.name))));
        }
      }
      this.here.replaceChildren(...parts);
    }

    voices(voices, proposals) {
      const may = this.config.may.assign;
      this.voiceList.replaceChildren(...voices.map((voice, index) => {
        const count = say(this.words.count, { count: voice.count });
        const about = [voice.role, voice.actor, count].filter(Boolean).join(", ");
        const key = index < 9 ? [make("kbd", {}, String(index + 1)), " "] : [];
        const name = may
          ? make("button", { type: "button", className: "bench__voice",
            dataset: { voice: voice.id } }, ...key, voice.label)
          : make("strong", {}, voice.label);
        return make("li", {}, name, " ", make("small", {}, about));
      }));
      this.proposalList.replaceChildren(...(may ? proposals : [])
        .filter((proposal) => proposal.label !== "-")
        .map((proposal) => make("p", {}, make("button",
          { type: "button", className: "bench__voice", dataset: { accept: proposal.label } },
          say(this.words.accept_all, { name: proposal.label, count: proposal.count })))));
    }

    cited(found, more) {
      const { words } = this;
      const rows = found.map((citation) => {
        const said = [words[citation.check]];
        if (citation.newer) said.push(say(words.newer, citation.newer));
        const bad = citation.check === "missing" || citation.newer;
        return make("li", {},
          make("button", { type: "button", className: "bench__voice",
            dataset: { goto: citation.first } }, citation.time), " ",
          link(citation), " ", citation.name,
          ...(citation.quote ? [make("q", { lang: this.config.language }, citation.quote)] : []),
          make("small", { className: bad ? "bad" : "" }, said.join(" ")));
      });
      const list = make("ul", { className: "bench__cites" }, ...rows);
      const empty = make("p", { className: "quiet" }, words.nothing_cited);
      this.citedList.replaceChildren(rows.length ? list : empty,
        ...(more ? [make("p", { className: "quiet" }, words.more)] : []));
    }
  }

  Object.assign(window.vigieBench, { Panels, say });
})();
