import { useQuery } from '@tanstack/react-query';
import type { CannedReply } from './contract';
import { useHttp } from './http-context';
import { keys } from './keys';

export function useCannedReplies() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.cannedReplies,
    queryFn: ({ signal }) => http.get<{ items: CannedReply[] }>('/canned-replies', undefined, signal),
    select: ({ items }) => items,
    staleTime: 5 * 60_000,
  });
}
