import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEntry, Page } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export interface AuditFilters {
  who?: string;
  what?: string;
  from?: string;
  to?: string;
}

export function useAudit(filters: AuditFilters) {
  const http = useHttp();
  return useInfiniteQuery({
    queryKey: [...keys.admin('/audit'), filters],
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<AuditEntry>>('/audit', { ...filters, cursor: pageParam || undefined }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}
