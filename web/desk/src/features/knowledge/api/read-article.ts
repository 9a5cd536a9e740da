import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ArticleReading, UsedAs } from '@/lib/api-types';
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

// Where an article is given: a conversation or a case.
export type UsePlace = { interactionId: string } | { caseId: string };

export function useUseArticle(place: UsePlace) {
  const http = useHttp();
  const queries = useQueryClient();
  const where = 'caseId' in place ? { case_id: place.caseId } : { interaction_id: place.interactionId };
  return useMutation({
    mutationFn: ({ id, way }: { id: string; way: UsedAs }) =>
      http.post<void>(`/articles/${id}/uses`, { ...where, way }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.caseArticles() }),
  });
}

export function useGiveFeedback() {
  const http = useHttp();
  return useMutation({
    mutationFn: ({ id, language, isHelpful }: { id: string; language: string; isHelpful: boolean }) =>
      http.post<void>(`/articles/${id}/feedback`, { language, is_helpful: isHelpful }),
  });
}
