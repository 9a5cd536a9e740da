// Signing in as one of the demo's customers: the company's server signs who they are, the chat passes it on.

import { identify } from './chat';
import { words, type Language } from './words';

interface Customer {
  id: string;
  name: string;
  since: number;
}

const customers: Customer[] = [
  { id: 'chen', name: '陈晓雨', since: 2021 },
  { id: 'okafor', name: 'Ada Okafor', since: 2019 },
];

export interface SignedIn {
  id: string;
  token: string;
}

const place = 'fernwell-customer';

export function signedIn(): SignedIn | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(place) ?? 'null') as SignedIn | null) ?? undefined;
  } catch {
    return undefined;
  }
}

async function tokenFor(id: string): Promise<string | undefined> {
  const response = await fetch(`/demo/identity?customer=${encodeURIComponent(id)}`).catch(() => undefined);
  if (!response?.ok) return undefined;
  const answer = (await response.json().catch(() => ({}))) as { identity_token?: string; token?: string };
  return answer.identity_token ?? answer.token;
}

export async function showAccount(language: Language): Promise<void> {
  const box = document.querySelector<HTMLDetailsElement>('#account');
  const list = document.querySelector<HTMLElement>('#customers');
  const summary = box?.querySelector('summary');
  if (!box || !list || !summary || !(await tokenFor(customers[0]!.id))) return;
  const say = words[language];
  const show = (): void => {
    const now = customers.find((c) => c.id === signedIn()?.id);
    summary.textContent = now?.name ?? say.sign_in;
    list.replaceChildren(
      ...customers
        .filter((c) => c !== now)
        .map((c) => entry(c.name, say.customer_since.replace('{year}', String(c.since)), () => signIn(c.id))),
      ...(now ? [entry(say.sign_out, '', () => leave())] : []),
    );
  };
  const signIn = async (id: string): Promise<void> => {
    const token = await tokenFor(id);
    if (!token) return;
    sessionStorage.setItem(place, JSON.stringify({ id, token }));
    identify(token);
    box.open = false;
    show();
  };
  const leave = (): void => {
    sessionStorage.removeItem(place);
    identify(null);
    box.open = false;
    show();
  };
  document.addEventListener('click', (event) => {
    if (!box.contains(event.target as Node)) box.open = false;
  });
  box.hidden = false;
  show();
}

function entry(title: string, text: string, act: () => void): HTMLElement {
  const button = document.createElement('button');
  const strong = document.createElement('strong');
  strong.textContent = title;
  button.type = 'button';
  button.append(strong);
  if (text) button.append(Object.assign(document.createElement('span'), { textContent: text }));
  button.addEventListener('click', act);
  return button;
}
