import { useMutation } from '@tanstack/react-query';
import type { WebhookSecret } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { useAgain } from './use-again';

export function useRotateSecret(webhookId: string) {
  const http = useHttp();
  return useMutation({
    mutationFn: (overlap_hours: number) =>
      http.post<WebhookSecret>(`/webhooks/${webhookId}/secret`, { overlap_hours }),
    onSettled: useAgain(),
  });
}
