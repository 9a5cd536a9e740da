import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Synonyms } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

const path = '/knowledge/synonyms';

export function useSynonyms() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.admin(path),
    queryFn: ({ signal }) => http.get<Synonyms>(path, undefined, signal),
  });
}

export function useSetSynonyms() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (synonyms: Synonyms) => http.put<Synonyms>(path, synonyms),
    onSuccess: (synonyms) => queries.setQueryData(keys.admin(path), synonyms),
  });
}
