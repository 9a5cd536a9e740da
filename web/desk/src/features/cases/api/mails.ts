import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CaseMailPlan, CaseMailShown, NewMail } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// Whether words to the customer would leave by email, and to whom.
export function useMailPlan(id: string) {
  const http = useHttp();
  const { data } = useQuery({
    queryKey: [...keys.case(id), 'mail'],
    queryFn: ({ signal }) => http.get<CaseMailPlan>(`/cases/${id}/mail`, undefined, signal),
  });
  return data;
}

const leaving = new Set(['scheduled', 'undoable', 'sending']);

// By which its words left. The feed tells of changes; while one is leaving it is asked again all the same.
export function useCaseMails(id: string) {
  const http = useHttp();
  const { data } = useQuery({
    queryKey: [...keys.case(id), 'mails'],
    queryFn: async ({ signal }) =>
      (await http.get<{ items: CaseMailShown[] }>(`/cases/${id}/mails`, undefined, signal)).items,
    refetchInterval: ({ state }) => (state.data?.some((mail) => leaving.has(mail.state)) ? 5_000 : false),
  });
  return data ?? [];
}

// Takes a mail back while it waits, or sends it again.
export function useMailCommand() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ mailId, name }: { mailId: string; name: 'cancel' | 'retry' }) =>
      http.post<NewMail>(`/mails/${mailId}/${name}`),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.cases }),
  });
}
