import { useQuery } from '@tanstack/react-query';
import type { InteractionRecord, Page } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useCustomerInteractions(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.customerInteractions(id),
    queryFn: ({ signal }) =>
      http.get<Page<InteractionRecord>>(`/customers/${id}/interactions`, { limit: 50 }, signal),
    select: ({ items }) => items,
  });
}
