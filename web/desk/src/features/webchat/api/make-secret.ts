import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// A new key for the tokens by which a website vouches for its customers; shown once.
export function useMakeSecret(channelId: string) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => http.post<{ secret: string }>(`/channels/${channelId}/secret`),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.admin('/channels') }),
  });
}
