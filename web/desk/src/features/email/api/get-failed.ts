import { useInfiniteQuery } from '@tanstack/react-query';
import type { FailedMail, Page } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useFailedMails() {
  const http = useHttp();
  return useInfiniteQuery({
    queryKey: [...keys.allMails, 'failed'],
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<FailedMail>>('/failed-mails', { cursor: pageParam || undefined, limit: 50 }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    refetchInterval: 30_000,
  });
}
