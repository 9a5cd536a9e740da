import { useInfiniteQuery } from '@tanstack/react-query';
import type { ArticleFeedback } from '@/lib/api-types';
import type { Page } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useArticleFeedback(id: string) {
  const http = useHttp();
  return useInfiniteQuery({
    queryKey: keys.articleFeedback(id),
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<ArticleFeedback>>(
        `/articles/${id}/feedback`,
        { cursor: pageParam || undefined, limit: 20 },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
  });
}
