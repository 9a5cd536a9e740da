import { useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  BulkResult,
  CaseEdit,
  CaseStatus,
  CaseViewFields,
  CommentOnCase,
  NewCase,
  ShownCase,
} from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: keys.cases });
}

export function useOpenCase() {
  const http = useHttp();
  return useMutation({
    mutationFn: (wanted: Partial<NewCase> & { subject: string }) => http.post<ShownCase>('/cases', wanted),
    onSuccess: useRefresh(),
  });
}

export function useChangeCase(id: string) {
  const http = useHttp();
  return useMutation({
    mutationFn: ({ version, edit }: { version: number; edit: Partial<CaseEdit> }) =>
      http.patch<ShownCase>(`/cases/${id}`, { version, edit }),
    onSettled: useRefresh(),
  });
}

export function useComment(id: string) {
  const http = useHttp();
  return useMutation({
    mutationFn: (words: Partial<CommentOnCase> & { text: string; status?: CaseStatus }) =>
      http.post<ShownCase>(`/cases/${id}/comments`, words),
    onSuccess: useRefresh(),
  });
}

// What is done to a case and something else: link, unlink, merge, unmerge, split, route, macro.
export function useCaseCommand(id: string) {
  const http = useHttp();
  return useMutation({
    mutationFn: ({ name, body }: { name: string; body?: object }) =>
      http.post<ShownCase>(`/cases/${id}/${name}`, body ?? {}),
    onSuccess: useRefresh(),
  });
}

export function useFollow(id: string) {
  const http = useHttp();
  return useMutation({
    mutationFn: (is_followed: boolean) => http.put<ShownCase>(`/cases/${id}/follower`, { is_followed }),
    onSuccess: useRefresh(),
  });
}

export function useChangeMany() {
  const http = useHttp();
  return useMutation({
    mutationFn: (wanted: { case_ids: string[]; edit: Partial<CaseEdit> }) =>
      http.post<{ items: BulkResult[] }>('/case-changes', wanted),
    onSettled: useRefresh(),
  });
}

export function useKeepView() {
  const http = useHttp();
  return useMutation({
    mutationFn: (fields: Partial<CaseViewFields>) => http.post('/case-views', fields),
    onSuccess: useRefresh(),
  });
}

export function useRemoveView() {
  const http = useHttp();
  return useMutation({
    mutationFn: (id: string) => http.remove(`/case-views/${id}`),
    onSuccess: useRefresh(),
  });
}
