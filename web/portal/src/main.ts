// What the portal gains by a script: answers while somebody types, articles before they write, the chat. Every
// page works without.
import './portal.css';
import { openChat } from './chat';
import { suggestInto } from './suggest';

for (const field of document.querySelectorAll<HTMLInputElement>('input[data-suggest]')) {
  const box = document.createElement('div');
  box.className = 'typed';
  box.hidden = true;
  box.setAttribute('aria-live', 'polite');
  field.form?.append(box);
  suggestInto(field, field.dataset.suggest ?? '', (html) => {
    box.innerHTML = html;
    box.hidden = html === '';
  });
  field.form?.addEventListener('keydown', (event) => step(event, field, box));
  document.addEventListener('click', (event) => {
    if (event.target instanceof Node && !field.form?.contains(event.target)) box.hidden = true;
  });
}

// Arrows go through what is suggested, Escape puts it away.
function step(event: KeyboardEvent, field: HTMLInputElement, box: HTMLElement): void {
  if (box.hidden) return;
  const links = [...box.querySelectorAll('a')];
  const at = links.findIndex((link) => link === document.activeElement);
  if (event.key === 'Escape') {
    box.hidden = true;
    field.focus();
  } else if (event.key === 'ArrowDown') {
    links[Math.min(at + 1, links.length - 1)]?.focus();
  } else if (event.key === 'ArrowUp') {
    (links[at - 1] ?? field).focus();
  } else {
    return;
  }
  event.preventDefault();
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-contact]')) {
  const subject = form.querySelector<HTMLInputElement>('input[name=subject]');
  const place = form.querySelector<HTMLElement>('[data-suggestions]');
  const confirmed = form.querySelector<HTMLInputElement>('input[name=confirmed]');
  if (!subject || !place || !confirmed) continue;
  suggestInto(subject, form.dataset.contact ?? '', (html) => {
    place.innerHTML = html;
    if (!html) return;
    const title = document.createElement('p');
    title.textContent = place.dataset.title ?? '';
    place.prepend(title);
    confirmed.value = '1'; // they have been seen
  });
  form.addEventListener('submit', () => {
    for (const button of form.querySelectorAll('button')) button.disabled = true;
  });
}
// Back by the browser's history: it may be sent again.
addEventListener('pageshow', (event) => {
  if (event.persisted) for (const button of document.querySelectorAll('button')) button.disabled = false;
});

const chat = document.querySelector<HTMLButtonElement>('button[data-chat]');
if (chat) openChat(chat);
