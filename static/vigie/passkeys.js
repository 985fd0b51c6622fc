/* Passkeys: forms that the browser's own dialogue fills. They stay hidden where there is none. */
'use strict';

(() => {
  const KINDS = { login: 'loginForm', authenticate: 'authenticateForm', add: 'addForm' };
  const form = document.querySelector('form[data-passkey]');
  const failed = form && form.querySelector('[role=alert][hidden]');
  if (!form || !window.webauthnJSON.supported()) return;
  const kind = form.dataset.passkey;
  const ids = {
    [kind]: 'passkey-button',
    credential: form.elements.credential.id,
    data: 'js_data',
    passwordless: 'id_passwordless',
  };
  window.allauth.webauthn.forms[KINDS[kind]]({ ids });
  form.hidden = false;

  document.addEventListener('allauth.error', (event) => {
    event.preventDefault();
    failed.hidden = false;
  });
})();
