// A component within everything it may use: texts, queries, a server by hand, a feed that is not connected.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { App as AntApp } from 'antd';
import i18next from 'i18next';
import { Suspense } from 'react';
import type { ReactNode } from 'react';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { MemoryRouter } from 'react-router';
import { OutboxProvider } from '@/features/interactions/state/outbox-context';
import advice from '@/features/advice/i18n/en.json';
import customers from '@/features/customers/i18n/en.json';
import recordings from '@/features/recordings/i18n/en.json';
import requests from '@/features/requests/i18n/en.json';
import shifts from '@/features/shifts/i18n/en.json';
import softphone from '@/features/softphone/i18n/en.json';
import texts from '@/features/interactions/i18n/en.json';
import type { Directory, FeedCommand, Session } from '@/lib/contract';
import { createHttp } from '@/lib/http';
import { HttpContext } from '@/lib/http-context';
import { keys } from '@/lib/keys';
import { Keyboard, KeyboardContext } from '@/lib/keyboard';
import { Feed } from '@/lib/live/feed';
import { LiveCache } from '@/lib/live/live-cache';
import { LiveContext } from '@/lib/live/live-context';
import { SignalStore } from '@/lib/live/signals';
import { PreferenceContext } from '@/lib/preferences';
import type { PreferenceControl } from '@/lib/preferences';
import { SessionContext } from '@/lib/session';
import ui from '@/ui/i18n/en.json';

const session = {
  user: { id: '1', name: 'Chen' },
  permissions: ['take_interactions'],
  organisation: { time_zone: 'UTC' },
} as unknown as Session;

const preferences: PreferenceControl = {
  language: 'en',
  theme: 'light',
  isDark: false,
  setLanguage: () => undefined,
  setTheme: () => undefined,
};

const directory: Directory = {
  users: [],
  teams: [],
  skills: [],
  queues: [{ id: '1', name: 'Support', channel: 'chat' }],
  presence_reasons: [],
  dispositions: [
    { id: '1', name: 'Solved', name_zh: '已解决' },
    { id: '2', name: 'Spam', name_zh: '无效' },
  ],
  decline_reasons: [{ id: '4', name: 'Too hard', name_zh: '太难' }],
  channels: [],
};

export async function show(children: ReactNode) {
  const i18n = i18next.createInstance();
  await i18n.use(initReactI18next).init({
    lng: 'en',
    ns: ['ui', 'advice', 'customers', 'interactions', 'recordings', 'requests', 'shifts', 'softphone'],
    defaultNS: 'ui',
    fallbackNS: 'ui',
    resources: {
      en: { ui, advice, customers, interactions: texts, recordings, requests, shifts, softphone },
    },
    interpolation: { escapeValue: false },
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  queries.setQueryData(keys.directory, directory);
  const keyboard = new Keyboard();
  window.addEventListener('keydown', keyboard.handle);
  const sent: FeedCommand[] = [];
  const feed = new Feed({ url: () => '', onEvent: () => undefined });
  feed.send = (command) => void sent.push(command);
  const cache = new LiveCache(queries, '1');
  const live = { feed, cache, signals: new SignalStore(), state: 'open' as const };
  const view = render(
    <I18nextProvider i18n={i18n}>
      <HttpContext value={createHttp('http://server/api/v1')}>
        <QueryClientProvider client={queries}>
          <SessionContext value={session}>
            <PreferenceContext value={preferences}>
              <LiveContext value={live}>
                <KeyboardContext value={keyboard}>
                  <MemoryRouter>
                    <AntApp>
                      <OutboxProvider>
                        <Suspense>{children}</Suspense>
                      </OutboxProvider>
                    </AntApp>
                  </MemoryRouter>
                </KeyboardContext>
              </LiveContext>
            </PreferenceContext>
          </SessionContext>
        </QueryClientProvider>
      </HttpContext>
    </I18nextProvider>,
  );
  return {
    ...view,
    queries,
    sent,
    cache,
    done: () => window.removeEventListener('keydown', keyboard.handle),
  };
}

export interface Asked {
  method: string;
  path: string;
  body: unknown;
}

// Answers requests from a table; what is not in it is an empty list.
export function serve(answers: Record<string, (body: unknown) => unknown>) {
  const asked: Asked[] = [];
  globalThis.fetch = async (input, init) => {
    const { pathname } = new URL(String(input));
    const path = pathname.replace('/api/v1', '');
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    const method = init?.method ?? 'GET';
    asked.push({ method, path, body });
    const answer = answers[`${method} ${path}`];
    const result = answer ? await answer(body) : { items: [] };
    return result instanceof Response ? result : Response.json(result);
  };
  return asked;
}
