import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CaseSettings } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

const path = '/case-settings';

export function useCaseSettings() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.admin(path),
    queryFn: ({ signal }) => http.get<CaseSettings>(path, undefined, signal),
  });
}

export function useChangeCaseSettings() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (settings: CaseSettings) => http.put<CaseSettings>(path, settings),
    onSuccess: (settings) => queries.setQueryData(keys.admin(path), settings),
  });
}
