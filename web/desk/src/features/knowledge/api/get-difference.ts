import { useQuery } from '@tanstack/react-query';
import type { ArticleDifference } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// 0 is the draft, which changes.
export function useDifference(id: string, from: number, to: number) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.articleDifference(id, from, to),
    queryFn: ({ signal }) => http.get<ArticleDifference>(`/articles/${id}/difference`, { from, to }, signal),
    staleTime: 0,
  });
}
