// The chat, loaded when it is asked for, and again on the pages after. What the reader tried goes along by the
// key of their browser.
const opened = 'rapport-portal-chat';

interface Chat {
  open(): void;
}

export function openChat(button: HTMLButtonElement): void {
  button.hidden = false;
  const load = (then: (chat: Chat) => void): void => {
    const script = document.createElement('script');
    script.src = '/widget.js';
    script.dataset.key = button.dataset.chat;
    script.dataset.reader = button.dataset.reader;
    script.dataset.language = document.documentElement.lang;
    if (button.dataset.identity) script.dataset.identityToken = button.dataset.identity;
    addEventListener(
      'rapport-chat-ready',
      () => {
        button.hidden = true;
        const { RapportChat: chat } = window as unknown as { RapportChat?: Chat };
        if (chat) then(chat);
      },
      { once: true },
    );
    script.addEventListener('error', () => (button.disabled = false));
    document.head.append(script);
  };
  button.addEventListener('click', () => {
    button.disabled = true;
    sessionStorage.setItem(opened, '1');
    load((chat) => chat.open());
  });
  if (sessionStorage.getItem(opened)) load(() => undefined);
}
