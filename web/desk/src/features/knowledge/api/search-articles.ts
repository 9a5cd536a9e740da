import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { FoundArticles } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// As somebody types; what was settled on is kept for the report by `useOpened`.
export function useSearchArticles(q: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.articleSearch(q),
    queryFn: ({ signal }) =>
      http.get<FoundArticles>('/knowledge/search', { q, limit: 8, is_typing: true }, signal),
    enabled: q.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

// The search that led to an article, and that it was opened.
export function useOpened() {
  const http = useHttp();
  return useMutation({
    mutationFn: async ({ q, articleId }: { q: string; articleId: string }) => {
      const { search_id } = await http.get<FoundArticles>('/knowledge/search', { q, limit: 8 });
      if (search_id)
        await http.post<void>(`/knowledge/searches/${search_id}/opened`, { article_id: articleId });
    },
    retry: 2,
  });
}
