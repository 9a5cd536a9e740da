import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ValueSettings } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

const path = '/value-settings';

export function useValueSettings() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.admin(path),
    queryFn: ({ signal }) => http.get<ValueSettings>(path, undefined, signal),
  });
}

export function useChangeValueSettings() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (settings: ValueSettings) => http.put<ValueSettings>(path, settings),
    onSuccess: (settings) => queries.setQueryData(keys.admin(path), settings),
  });
}
