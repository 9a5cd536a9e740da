// The widget's place in the page: one element, whose shadow the page's styles do not reach.

import type { Setup } from '../shell/script_tag';
import css from './styles.css?inline';

export function mount(setup: Setup): ShadowRoot {
  const host = document.createElement('div');
  host.id = 'rapport-chat';
  // Rules of the page reach this one element: taken back here, where nothing of the page weighs more.
  host.style.setProperty('all', 'initial', 'important');
  const root = host.attachShadow({ mode: 'open', delegatesFocus: false });
  // A constructed sheet needs no permission of the page's content security policy; a style element may.
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement('style');
    if (setup.nonce) style.nonce = setup.nonce;
    style.textContent = css;
    root.append(style);
  }
  document.body.append(host);
  return root;
}
