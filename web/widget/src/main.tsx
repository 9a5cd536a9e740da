// The widget, top to bottom: read the tag, build the parts, hang them into the page.

import { render } from 'preact';
import { Api } from './shell/api';
import { TitleBlinker } from './shell/attention';
import { Driver } from './shell/driver';
import { HostEvents } from './shell/host';
import { identityClaims, readSetup, type Setup } from './shell/script_tag';
import { ChatStorage, openStore } from './shell/storage';
import { App } from './ui/App';
import { Uploads } from './ui/uploads';
import { mount } from './ui/mount';
import { newId } from './shell/ids';

function start(setup: Setup): void {
  const host = new HostEvents();
  const api = new Api(setup, () => setup.language);
  const storage = new ChatStorage(
    setup.key,
    openStore(() => localStorage),
    openStore(() => sessionStorage),
    newId,
  );
  const driver = new Driver(api, storage, (name, detail) => host.tell(name, detail));
  const uploads = new Uploads(api, driver);

  if (typeof BroadcastChannel === 'function') {
    const channel = new BroadcastChannel(`rapport-chat:${setup.key}`);
    channel.onmessage = (event) => driver.otherTab(event.data);
    driver.tabs = channel;
  }
  addEventListener('storage', (event) => {
    const known = storage.eventOf(event.key, event.newValue);
    if (known) driver.dispatch(known);
  });
  addEventListener('online', () => driver.dispatch({ type: 'network_back' }));
  addEventListener('offline', () => driver.dispatch({ type: 'network_gone' }));
  document.addEventListener('visibilitychange', () =>
    driver.dispatch({ type: 'page', is_visible: !document.hidden }),
  );

  const { identity_token } = setup;
  driver.dispatch({ type: 'page', is_visible: !document.hidden });
  driver.dispatch({
    type: 'boot',
    saved: storage.saved(),
    entries: storage.entries(),
    identity_token,
    identity_subject: identityClaims(identity_token).sub,
  });

  if (storage.wasOpen()) driver.dispatch({ type: 'panel', is_open: true });
  host.on('open', () => storage.setOpen(true));
  host.on('close', () => storage.setOpen(false));

  const blinker = new TitleBlinker(document, () => matchMedia('(prefers-reduced-motion: reduce)').matches);
  const root = mount(setup);
  render(
    <App driver={driver} api={api} uploads={uploads} setup={setup} blinker={blinker} host={root.host} />,
    root,
  );

  window.RapportChat = {
    open: () => driver.dispatch({ type: 'panel', is_open: true }),
    close: () => driver.dispatch({ type: 'panel', is_open: false }),
    identify: (token) =>
      driver.dispatch({
        type: 'identify',
        token: token ?? undefined,
        subject: identityClaims(token ?? undefined).sub,
      }),
    on: (name, listener) => host.on(name, listener),
  };
  dispatchEvent(new CustomEvent('rapport-chat-ready'));
}

const setup = window.RapportChat ? undefined : readSetup(document);
if (setup) {
  if (document.body) start(setup);
  else addEventListener('DOMContentLoaded', () => start(setup), { once: true });
}
