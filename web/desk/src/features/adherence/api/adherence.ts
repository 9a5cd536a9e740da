import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type {
  AdherenceDay,
  AdherenceDays,
  AdherenceExcuses,
  AdherenceSettings,
  NewAdherenceExcuse,
} from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';
import { useLive } from '@/lib/live/live-context';

const path = '/workforce/adherence';
const askAgainMs = 15_000;
// Many come and go at once when a shift begins.
const heardAtMostMs = 3_000;

export interface Watched {
  day?: string; // absent: today, live
}

export function useAdherenceDay({ day }: Watched) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.adherenceDay(day ?? ''),
    queryFn: ({ signal }) => http.get<AdherenceDay>(path, { day }, signal),
    refetchInterval: day === undefined ? askAgainMs : false,
    placeholderData: (before) => (before?.day === day || day === undefined ? before : undefined),
  });
}

// Asks again when somebody's presence changes, as far as the feed tells.
export function useAdherenceFeed(isLive: boolean): void {
  const queries = useQueryClient();
  const { cache } = useLive();
  useEffect(() => {
    if (!isLive) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = cache.onAgents(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ queryKey: keys.adherenceDay('') });
      }, heardAtMostMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [cache, queries, isLive]);
}

export interface Stretch {
  from: string;
  to: string;
  team_id?: string;
}

export function useAdherenceDays(stretch: Stretch) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.adherenceDays(stretch),
    queryFn: ({ signal }) => http.get<AdherenceDays>('/workforce/adherence-days', { ...stretch }, signal),
  });
}

export function adherenceTablePath({ from, to, team_id }: Stretch, isWorkbook: boolean): string {
  const query = new URLSearchParams({ from, to, is_workbook: String(isWorkbook) });
  if (team_id) query.set('team_id', team_id);
  return `/api/v1/workforce/adherence-table?${query}`;
}

function useAdherenceChange<Wanted, Answer>(
  change: (http: ReturnType<typeof useHttp>, wanted: Wanted) => Promise<Answer>,
) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: Wanted) => change(http, wanted),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.adherence }),
  });
}

export const useExcuse = () =>
  useAdherenceChange((http, wanted: NewAdherenceExcuse) =>
    http.post<AdherenceExcuses>('/workforce/adherence-excuses', wanted),
  );
export const useRemoveExcuse = () =>
  useAdherenceChange((http, id: string) => http.remove<void>(`/workforce/adherence-excuses/${id}`));

const settingsPath = '/workforce/adherence-settings';

export function useAdherenceSettings() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.adherenceSettings,
    queryFn: ({ signal }) => http.get<AdherenceSettings>(settingsPath, undefined, signal),
  });
}

export const useSaveAdherenceSettings = () =>
  useAdherenceChange((http, settings: AdherenceSettings) =>
    http.put<AdherenceSettings>(settingsPath, settings),
  );
