// Names of everything that ids point to.
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Directory, Named, NamedInTwo } from './contract';
import type { Http } from './http';
import { useHttp } from './http-context';
import { keys } from './keys';

const nothing: Directory = {
  users: [],
  teams: [],
  skills: [],
  queues: [],
  presence_reasons: [],
  dispositions: [],
  decline_reasons: [],
  channels: [],
};

const query = (http: Http) =>
  queryOptions({
    queryKey: keys.directory,
    queryFn: ({ signal }) => http.get<Directory>('/directory', undefined, signal),
    staleTime: 5 * 60_000,
  });

// Empty until it is there.
export function useDirectory(): Directory {
  const http = useHttp();
  const { data } = useQuery(query(http));
  return data ?? nothing;
}

// For what is made from it: waits until it is there.
export function useWholeDirectory(): () => Promise<Directory> {
  const http = useHttp();
  const queries = useQueryClient();
  return () => queries.ensureQueryData(query(http));
}

export type NamedKind = keyof Directory;

export interface Names {
  of: (kind: NamedKind, id: string | undefined) => string;
}

export function nameIn(language: string, named: Named | NamedInTwo | undefined): string | undefined {
  if (!named) return undefined;
  return language.startsWith('zh') && 'name_zh' in named && named.name_zh ? named.name_zh : named.name;
}

export function useNames(): Names {
  const directory = useDirectory();
  const { i18n } = useTranslation();
  const language = i18n.language;
  return useMemo(() => {
    const maps = new Map<NamedKind, Map<string, string>>();
    for (const kind of Object.keys(directory) as NamedKind[]) {
      const rows: (Named | NamedInTwo)[] = directory[kind];
      maps.set(kind, new Map(rows.map((row) => [row.id, nameIn(language, row) ?? row.name])));
    }
    return { of: (kind, id) => (id ? (maps.get(kind)?.get(id) ?? `#${id}`) : '') };
  }, [directory, language]);
}
