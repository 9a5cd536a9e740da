import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { HoldMusic } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useChangeHoldMusic() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (music: HoldMusic) => http.put<HoldMusic>('/hold-music', music),
    onSuccess: (music) => queries.setQueryData(keys.admin('/hold-music'), music),
  });
}
