import { useMutation } from '@tanstack/react-query';
import type { WebhookDeliveryDetail } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { useAgain } from './use-again';

export function useSendTest(webhookId: string) {
  const http = useHttp();
  return useMutation({
    mutationFn: () => http.post<WebhookDeliveryDetail>(`/webhooks/${webhookId}/test`),
    onSettled: useAgain(),
  });
}
