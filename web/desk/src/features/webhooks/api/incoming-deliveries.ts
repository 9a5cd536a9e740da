import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type {
  IncomingDelivery,
  IncomingDeliveryDetail,
  IncomingDeliveryState,
  Page,
  RunIncomingDeliveries,
} from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';
import { useAgain } from './use-again';

export function useIncomingDeliveries(hookId: string, state: IncomingDeliveryState | undefined) {
  const http = useHttp();
  return useInfiniteQuery({
    queryKey: keys.webhookDeliveries(hookId, { state }),
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<IncomingDelivery>>(
        `/incoming-webhooks/${hookId}/deliveries`,
        { state, limit: 25, cursor: pageParam || undefined },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

export function useIncomingDelivery({ id, state, tries }: IncomingDelivery) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.webhookDelivery(id, `${state}-${tries}`),
    queryFn: ({ signal }) =>
      http.get<IncomingDeliveryDetail>(`/incoming-deliveries/${id}`, undefined, signal),
  });
}

export function useRunDelivery(id: string) {
  const http = useHttp();
  return useMutation({
    mutationFn: () => http.post<IncomingDelivery>(`/incoming-deliveries/${id}/run`),
    onSettled: useAgain(),
  });
}

export function useRunHeld(hookId: string) {
  const http = useHttp();
  return useMutation({
    mutationFn: () => http.post<RunIncomingDeliveries>(`/incoming-webhooks/${hookId}/run`),
    onSettled: useAgain(),
  });
}
