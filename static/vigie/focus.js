/* Keyboard focus on the staff pages is never lost: it goes to what is wrong, into a row that is added,
   beside one that is taken out, and back to where one was after "save and continue". */
'use strict';

(() => {
  const KEPT = 'vigie.return';
  const FIELDS = 'input:not([type=hidden]), select, textarea';
  let last = null;

  /* A choice that select2 draws is reached where it is drawn. */
  const reach = (field, options) => {
    if (!field || field.disabled) return false;
    const drawn = field.matches('select') && field.parentElement.querySelector('.select2-selection');
    const target = drawn || field;
    target.focus(options);
    return document.activeElement === target;
  };

  const enter = (row) => Boolean(row) && [...row.querySelectorAll(FIELDS)].some((field) => reach(field));

  const rowsOf = (group) =>
    [...group.querySelectorAll('.form-row, .inline-related')].filter(
      (row) => /-\d+$/.test(row.id) && !row.classList.contains('empty-form'),
    );

  const beside = (row, group) => {
    const rows = rowsOf(group);
    const place = rows.indexOf(row);
    return rows[place + 1] || rows[place - 1];
  };

  /* The field that a person is in, also where select2 draws it. */
  const fieldOf = (element) => {
    const drawn = element.closest('.select2');
    return drawn ? drawn.parentElement.querySelector('select') : element;
  };

  const remember = (form, submitter) => {
    if (!submitter || submitter.name !== '_continue') return;
    const kept = { form: form.id, at: last ? last.id : '', scroll: window.scrollY };
    sessionStorage.setItem(KEPT, JSON.stringify(kept));
  };

  const comeBack = () => {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) || 'null');
    sessionStorage.removeItem(KEPT);
    if (!kept || !kept.form || !document.getElementById(kept.form)) return;
    document.body.classList.add('returned');
    window.scrollTo(0, kept.scroll);
    reach(kept.at && document.getElementById(kept.at), { preventScroll: true });
  };

  document.addEventListener('focusin', (event) => {
    if (event.target.closest('form') && !event.target.matches('[type=submit]')) {
      last = fieldOf(event.target);
    }
  });

  document.addEventListener('submit', (event) => remember(event.target, event.submitter));

  document.addEventListener('formset:added', (event) => setTimeout(() => enter(event.target)));

  document.addEventListener(
    'click',
    (event) => {
      const link = event.target.closest('.inline-deletelink, .error-summary a');
      if (!link) return;
      if (link.matches('.error-summary a')) {
        const field = document.getElementById(link.hash.slice(1));
        if (!field) return;
        event.preventDefault();
        const closed = field.closest('details:not([open])');
        if (closed) closed.open = true;
        field.scrollIntoView({ block: 'center' });
        if (!reach(field)) enter(field);
        return;
      }
      const group = link.closest('.inline-group');
      const next = beside(link.closest('.form-row, .inline-related'), group);
      setTimeout(() => enter(next) || reach(group.querySelector('.add-row a')));
    },
    true,
  );

  window.addEventListener('load', () => {
    const summary = document.querySelector('.error-summary');
    if (!summary) return comeBack();
    sessionStorage.removeItem(KEPT);
    // The browser's own autofocus comes first, before a frame is drawn: to be quicker is a warning.
    const unlessThere = () => document.activeElement === summary || summary.focus();
    return requestAnimationFrame(() => requestAnimationFrame(unlessThere));
  });
})();
