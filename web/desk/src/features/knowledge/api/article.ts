// One article while it is written: read, saved, taken through its steps.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ArticleFieldsInput, ArticleWhole } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export type Step = 'submit' | 'send-back' | 'publish' | 'expire' | 'roll-back';

export function useArticle(id: string | undefined) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.article(id ?? 'new'),
    queryFn: ({ signal }) => http.get<ArticleWhole>(`/articles/${id}`, undefined, signal),
    enabled: id !== undefined,
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
}

function useKeep() {
  const queries = useQueryClient();
  return (article: ArticleWhole) => {
    queries.setQueryData(keys.article(article.id), article);
    void queries.invalidateQueries({ queryKey: ['articles'] });
  };
}

export function useSaveArticle(id: string | undefined) {
  const http = useHttp();
  const keep = useKeep();
  return useMutation({
    mutationFn: ({ fields, revision }: { fields: ArticleFieldsInput; revision: number }) =>
      id === undefined
        ? http.post<ArticleWhole>('/articles', fields)
        : http.put<ArticleWhole>(`/articles/${id}`, fields, { 'If-Match': `"${revision}"` }),
    onSuccess: keep,
  });
}

export function useArticleStep(id: string) {
  const http = useHttp();
  const keep = useKeep();
  return useMutation({
    mutationFn: ({ step, body = {} }: { step: Step; body?: object }) =>
      http.post<ArticleWhole>(`/articles/${id}/${step}`, body),
    onSuccess: keep,
  });
}

export function useDeleteArticle(id: string) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => http.remove<void>(`/articles/${id}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['articles'] }),
  });
}
