/* A file that is dropped on the form is the file of the form. Without this one chooses it. */
'use strict';

(() => {
  const form = document.querySelector('form[data-drop]');
  const field = form && form.querySelector('input[type=file]');
  if (!field || !('DataTransfer' in window)) return;
  const place = form.querySelector('.drop');
  const hint = form.querySelector('.drop__hint');
  hint.hidden = false;

  const over = (event) => {
    if (![...event.dataTransfer.types].includes('Files')) return;
    event.preventDefault();
    place.classList.add('drop--over');
  };
  const away = () => place.classList.remove('drop--over');

  document.addEventListener('dragover', over);
  document.addEventListener('dragleave', (event) => event.relatedTarget || away());
  document.addEventListener('drop', (event) => {
    away();
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    const one = new DataTransfer();
    one.items.add(event.dataTransfer.files[0]);
    field.files = one.files;
    form.requestSubmit();
  });
})();

(() => {
  const said = document.querySelector('.verdict .notice, .narrow > .notice[role=alert]');
  if (said) said.focus();
})();
