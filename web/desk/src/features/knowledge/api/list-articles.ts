import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ArticleState, ArticleSummary, Audience } from '@/lib/api-types';
import type { Page } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export interface ArticleFilters {
  q?: string;
  state?: ArticleState;
  audience?: Audience;
  category_id?: string;
  language?: string;
  is_due?: boolean;
}

export function useArticles(filters: ArticleFilters) {
  const http = useHttp();
  return useInfiniteQuery({
    queryKey: keys.articles(filters),
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<ArticleSummary>>(
        '/articles',
        { ...filters, cursor: pageParam || undefined, limit: 50 },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}
