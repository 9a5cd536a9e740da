// The whole screen: the launcher, the panel, and what ties them to the page around.

import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { unreadCount } from '../chat/transcript';
import type { Api } from '../shell/api';
import type { TitleBlinker } from '../shell/attention';
import type { Driver } from '../shell/driver';
import { newId } from '../shell/ids';
import { identityClaims, type Setup } from '../shell/script_tag';
import { speaker } from '../text/languages';
import type { Config } from '../chat/protocol';
import { ChatContext, type Chat } from './context';
import { palette } from './colour';
import { Drafts } from './drafts';
import { Launcher } from './Launcher';
import { Panel } from './Panel';
import type { Uploads } from './uploads';
import { formToSend } from './view';

interface Props {
  driver: Driver;
  api: Api;
  uploads: Uploads;
  setup: Setup;
  blinker: TitleBlinker;
  host: Element;
}

export function useMedia(query: string): boolean {
  const list = useMemo(() => matchMedia(query), [query]);
  const [, again] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    list.addEventListener('change', again);
    return () => list.removeEventListener('change', again);
  }, [list]);
  return list.matches;
}

// A channel's texts come in one language, or in both.
function textsOf(config: Config | undefined, language: string): Record<string, string> {
  const texts: Record<string, unknown> = config?.texts ?? {};
  const own = texts[language] ?? texts;
  return Object.fromEntries(
    Object.entries(own as object).filter(([, text]) => typeof text === 'string' && text),
  );
}

export function App({ driver, api, uploads, setup, blinker, host }: Props) {
  const [, again] = useReducer((n: number) => n + 1, 0);
  const [drafts] = useState(() => new Drafts(driver.storage));
  const launcher = useRef<HTMLButtonElement>(null);
  const isSheet = useMedia('(max-width: 480px), (max-height: 420px)');
  const isPageDark = useMedia('(prefers-color-scheme: dark)');
  // Before the browser paints: news between the first rendering and a later effect would go unseen.
  useLayoutEffect(() => driver.watch(() => again(undefined as never)), [driver]);
  useLayoutEffect(() => uploads.watch(() => again(undefined as never)), [uploads]);

  const { state } = driver;
  const { config } = state;
  const { language } = setup;
  const say = useMemo(() => speaker(language, textsOf(config, language)), [config, language]);
  const unread = unreadCount(state);

  const theme = setup.theme ?? config?.theme ?? 'auto';
  const isDark = theme === 'dark' || (theme !== 'light' && isPageDark);
  useEffect(() => {
    const { style, classList } = host as HTMLElement;
    for (const [name, value] of Object.entries(palette(config?.colour, isDark)))
      style.setProperty(name, value);
    classList.toggle('dark', isDark);
    classList.toggle('left', config?.position === 'left');
    host.setAttribute('lang', language);
  }, [host, config, isDark, language]);

  useEffect(() => {
    if (unread > 0 && !state.is_visible) blinker.start(`(${unread}) ${unreadText(unread)}`);
    else blinker.stop();
  }, [unread, state.is_visible]);
  const unreadText = (count: number): string =>
    count === 1 ? say('unread_one') : say('unread_many', { count });

  // A panel that a reload has opened again does not take the focus from the page.
  const mayFocus = useRef(!state.is_open);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !state.is_open) launcher.current?.focus();
    if (!state.is_open) mayFocus.current = true;
    wasOpen.current = state.is_open;
  }, [state.is_open]);

  const write = (text: string): void => {
    const form = formToSend(config?.pre_chat, drafts.form, identityClaims(state.identity_token));
    driver.dispatch({
      type: 'write',
      client_id: newId(),
      text,
      attachments: uploads.ready,
      form,
      page_url: location.href.slice(0, 2000),
      language,
      reader: setup.reader,
    });
    uploads.clear();
    drafts.set({ text: '' });
  };

  const chat: Chat = {
    state,
    dispatch: (event) => driver.dispatch(event),
    say,
    language,
    api,
    uploads,
    drafts,
    isSheet,
    mayFocus,
    write,
  };
  // Nothing is shown on a page that has no chat (unknown key, or a site that is not allowed).
  if (!config && !state.is_open && state.messages.length === 0) return null;
  return (
    <ChatContext.Provider value={chat}>
      <div class="root">
        {state.is_open && <Panel />}
        {!(state.is_open && isSheet) && (
          <Launcher
            button={launcher}
            isOpen={state.is_open}
            unread={unread}
            label={state.is_open ? say('close_chat') : say('open_chat')}
            unreadText={unread > 0 ? unreadText(unread) : ''}
            onClick={() => driver.dispatch({ type: 'panel', is_open: !state.is_open })}
          />
        )}
      </div>
    </ChatContext.Provider>
  );
}
