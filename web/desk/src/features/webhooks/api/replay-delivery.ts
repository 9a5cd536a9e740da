import { useMutation } from '@tanstack/react-query';
import type { WebhookDeliveryDetail } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { useAgain } from './use-again';

export function useReplayDelivery(id: string) {
  const http = useHttp();
  return useMutation({
    mutationFn: () => http.post<WebhookDeliveryDetail>(`/webhook-deliveries/${id}/replay`),
    onSettled: useAgain(),
  });
}
