import { useMutation, useQuery } from '@tanstack/react-query';
import type { ArticleReading } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useArticleReading(id: string | undefined, language: string | undefined) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.articleReading(id ?? '', language ?? ''),
    queryFn: ({ signal }) => http.get<ArticleReading>(`/articles/${id}/reading`, { language }, signal),
    enabled: id !== undefined,
  });
}

export function useUseArticle(interactionId: string) {
  const http = useHttp();
  return useMutation({
    mutationFn: ({ id, way }: { id: string; way: 'link' | 'text' }) =>
      http.post<void>(`/articles/${id}/uses`, { interaction_id: interactionId, way }),
  });
}

export function useGiveFeedback() {
  const http = useHttp();
  return useMutation({
    mutationFn: ({ id, language, isHelpful }: { id: string; language: string; isHelpful: boolean }) =>
      http.post<void>(`/articles/${id}/feedback`, { language, is_helpful: isHelpful }),
  });
}
