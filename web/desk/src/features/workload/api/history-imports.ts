import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { HistoryImport, HistoryImportReport, HistoryImports } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

const path = '/workforce/history-imports';

interface Reading {
  file: File;
  isTrial: boolean;
  queueId: string; // whose lines are that name no queue; empty: each must
  skipsRefused: boolean; // what can be taken is, although other lines cannot
  onProgress?: (share: number) => void;
}

// Of a trial nothing is kept.
export function useReadHistory() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ file, isTrial, queueId, skipsRefused, onProgress }: Reading) => {
      const query = new URLSearchParams({
        name: file.name,
        is_trial: String(isTrial),
        skips_refused: String(skipsRefused),
        ...(queueId && { queue_id: queueId }),
      });
      return http.upload<HistoryImportReport>(`${path}?${query}`, file, onProgress ?? (() => undefined));
    },
    onSettled: (_report, _error, { isTrial }) =>
      isTrial ? undefined : queries.invalidateQueries({ queryKey: keys.workload }),
  });
}

export function useHistoryImports() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.workloadImports,
    queryFn: ({ signal }) => http.get<HistoryImports>(path, undefined, signal),
    select: ({ items }) => items,
  });
}

export function useUndoHistoryImport() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => http.post<HistoryImport>(`${path}/${id}/undo`),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.workload }),
  });
}

export function tablePath(query: Record<string, string>): string {
  return `/api/v1/workforce/history-table?${new URLSearchParams(query)}`;
}
