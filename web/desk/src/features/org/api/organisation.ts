import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Organisation } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

const path = '/organisation';

export function useOrganisation() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.admin(path),
    queryFn: ({ signal }) => http.get<Organisation>(path, undefined, signal),
  });
}

export function useChangeOrganisation() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (organisation: Omit<Organisation, 'id'>) => http.put<Organisation>(path, organisation),
    onSuccess: (organisation) => {
      queries.setQueryData(keys.admin(path), organisation);
      return queries.invalidateQueries({ queryKey: keys.session });
    },
  });
}
