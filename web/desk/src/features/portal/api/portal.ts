import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PortalSettingsInput, PortalShown } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

const path = '/portal';

export function usePortal() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.admin(path),
    queryFn: ({ signal }) => http.get<PortalShown>(path, undefined, signal),
  });
}

export function useChangePortal() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (settings: PortalSettingsInput) => http.put<PortalShown>(path, settings),
    onSuccess: (portal) => queries.setQueryData(keys.admin(path), portal),
  });
}

// A picture, or nothing: then there is no logo any more.
export function useChangeLogo() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (file: File | null) => {
      if (file)
        await http.upload<PortalShown>('/portal/logo', file, () => undefined, new AbortController().signal);
      else await http.remove<void>('/portal/logo');
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.admin(path) }),
  });
}
