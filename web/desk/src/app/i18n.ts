// Texts live beside what uses them, <folder>/i18n/<language>.json, and are fetched when first needed.
import i18next from 'i18next';
import type { BackendModule, ReadCallback, ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '@/lib/contract';

const files = import.meta.glob<{ default: ResourceKey }>(['../ui/i18n/*.json', '../features/*/i18n/*.json']);

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language: string, namespace: string, done: ReadCallback) => {
    const path =
      namespace === 'ui' ? `../ui/i18n/${language}.json` : `../features/${namespace}/i18n/${language}.json`;
    const load = files[path];
    if (!load) return done(new Error(`no texts at ${path}`), null);
    load().then(
      (module) => done(null, module.default),
      (error: Error) => done(error, null),
    );
  },
};

export async function startTexts(language: Language) {
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language,
      supportedLngs: ['zh-CN', 'en'],
      fallbackLng: false,
      load: 'currentOnly',
      ns: ['ui'],
      defaultNS: 'ui',
      fallbackNS: 'ui',
      interpolation: { escapeValue: false },
      returnNull: false,
    });
  return i18next;
}
