import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ArticleFile, ImportReport } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';

export function useImportArticles() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ language, files }: { language: string; files: ArticleFile[] }) =>
      http.post<ImportReport>('/knowledge/import', { language, files }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['articles'] }),
  });
}
