// What the page says about the chat: the attributes of the script tag, and where the script came from.

import { chooseLanguage, type Language } from '../text/languages';

export interface Setup {
  base: URL; // folder of widget.js
  key: string;
  language: Language;
  identity_token?: string;
  nonce?: string;
  theme?: string;
  reader?: string;
}

export function readSetup(document: Document): Setup | undefined {
  const script =
    (document.currentScript as HTMLScriptElement | null) ??
    document.querySelector<HTMLScriptElement>('script[data-key][src*="widget.js"]');
  const key = script?.dataset.key;
  if (!script || !key) {
    console.error('Rapport chat: the script tag needs src and data-key');
    return undefined;
  }
  return {
    base: new URL('.', script.src),
    key,
    language: chooseLanguage(script.dataset.language, document.documentElement.lang, navigator.language),
    identity_token: script.dataset.identityToken || undefined,
    nonce: script.nonce || undefined,
    theme: script.dataset.theme,
    reader: script.dataset.reader || undefined,
  };
}

// The customer's id and name inside an identity token, for screens and for noticing a change of customer. Not
// checked here: the server checks the signature.
export function identityClaims(token: string | undefined): { sub?: string; name?: string; email?: string } {
  try {
    const part = token?.split('.')[1] ?? '';
    const bytes = Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === 'object' && claims !== null ? claims : {};
  } catch {
    return {};
  }
}
