import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { Page, WebhookDelivery, WebhookDeliveryState, WebhookEventKind } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export interface DeliveryFilters {
  state?: WebhookDeliveryState;
  type?: WebhookEventKind;
}

// What waits is being sent: it is looked at again while anything does.
const everyMs = 2000;

export function useDeliveries(webhookId: string, filters: DeliveryFilters) {
  const http = useHttp();
  return useInfiniteQuery({
    queryKey: keys.webhookDeliveries(webhookId, filters),
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<WebhookDelivery>>(
        `/webhooks/${webhookId}/deliveries`,
        { ...filters, limit: 25, cursor: pageParam || undefined },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((each) => each.state === 'waiting')) ? everyMs : false,
  });
}
