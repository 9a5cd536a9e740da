import { useMutation } from '@tanstack/react-query';
import type { ReplayedWebhook } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { useAgain } from './use-again';

// All that failed for good, of events since then.
export function useReplayFailed(webhookId: string) {
  const http = useHttp();
  return useMutation({
    mutationFn: (since: string) => http.post<ReplayedWebhook>(`/webhooks/${webhookId}/replay`, { since }),
    onSettled: useAgain(),
  });
}
