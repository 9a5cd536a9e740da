import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CustomerImport, CustomerImports, CustomerFileReport, UndoneImport } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

const path = '/customer-imports';
const trialBytes = 1 << 18;

interface Reading {
  file: File;
  mapping: Record<string, string>; // empty: guessed from the headers
  isTrial: boolean;
  onProgress?: (share: number) => void;
}

// Says what the file will mean, then sends it; of a trial only its beginning.
export function useReadFile() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ file, mapping, isTrial, onProgress }: Reading) => {
      const made = await http.post<CustomerImport>(path, { name: file.name, mapping, is_trial: isTrial });
      const part = isTrial ? new File([file.slice(0, trialBytes)], file.name) : file;
      return http.upload<CustomerFileReport>(
        `${path}/${made.id}/file`,
        part,
        onProgress ?? (() => undefined),
      );
    },
    onSettled: (_report, _error, { isTrial }) =>
      isTrial ? undefined : queries.invalidateQueries({ queryKey: keys.customers }),
  });
}

export function useImports() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.customerImports,
    queryFn: ({ signal }) => http.get<CustomerImports>(path, undefined, signal),
    select: ({ items }) => items.filter(({ is_trial }) => !is_trial),
  });
}

export function useUndoImport() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => http.post<UndoneImport>(`${path}/${id}/undo`),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.customers }),
  });
}

export const refusedPath = (id: string) => `/api/v1${path}/${id}/refused`;

// The list as it is filtered.
export function exportPath(filter: Record<string, string | null | undefined>) {
  const said = Object.entries(filter).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return `/api/v1/customer-exports?${new URLSearchParams(said)}`;
}
