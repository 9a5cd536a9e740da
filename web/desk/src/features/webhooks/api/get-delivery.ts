import { useQuery } from '@tanstack/react-query';
import type { WebhookDelivery, WebhookDeliveryDetail } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// With what was sent and answered; another one after each try.
export function useDelivery({ id, tries, state }: WebhookDelivery) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.webhookDelivery(id, `${state}-${tries}`),
    queryFn: ({ signal }) => http.get<WebhookDeliveryDetail>(`/webhook-deliveries/${id}`, undefined, signal),
  });
}
