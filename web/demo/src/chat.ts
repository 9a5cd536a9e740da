// The chat as any company would put it on its page: one script tag. A signed-in customer's token goes with it.

interface ChatApi {
  open(): void;
  identify(token: string | null): void;
}

const api = (): ChatApi | undefined => (window as { RapportChat?: ChatApi }).RapportChat;

export function addChat(language: string, token: string | undefined): void {
  const script = document.createElement('script');
  script.async = true;
  script.src = '/widget.js';
  const key = document.querySelector<HTMLMetaElement>('meta[name="rapport-channel-key"]')?.content;
  // ?chat=flow: the demo's other chat, which begins with a flow.
  script.dataset.key = new URLSearchParams(location.search).get('chat') === 'flow' ? `${key}-flow` : key;
  script.dataset.language = language;
  if (token) script.dataset.identityToken = token;
  document.head.append(script);
  for (const button of document.querySelectorAll('[data-chat]'))
    button.addEventListener('click', () => api()?.open());
}

export const identify = (token: string | null): void => api()?.identify(token);
