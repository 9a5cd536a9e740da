// Where articles were used: of a case, and of an article.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ArticleUses, CaseArticles } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useCaseArticles(caseId: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.caseArticles(caseId),
    queryFn: ({ signal }) => http.get<CaseArticles>(`/cases/${caseId}/articles`, undefined, signal),
  });
}

export function useUnlinkArticle(caseId: string) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (articleId: string) => http.remove<void>(`/cases/${caseId}/articles/${articleId}`),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.caseArticles() }),
  });
}

export function useArticleUses(articleId: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.articleUses(articleId),
    queryFn: ({ signal }) => http.get<ArticleUses>(`/articles/${articleId}/uses`, undefined, signal),
  });
}
