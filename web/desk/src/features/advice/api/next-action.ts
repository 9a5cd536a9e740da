import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { NextAction, SaidOutcome } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// `said`: the customer's last message here; new words may change their mood.
export function useNextAction(customerId: string, interactionId: string, said: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.nextAction(customerId, interactionId, said),
    queryFn: ({ signal }) =>
      http.get<NextAction>(`/customers/${customerId}/next-action`, { interaction_id: interactionId }, signal),
    enabled: customerId !== '0',
    placeholderData: (before) => before,
  });
}

export function useSayOutcome(customerId: string) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (said: SaidOutcome) =>
      http.post<NextAction>(`/customers/${customerId}/next-action-outcomes`, said),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.nextActions(customerId) }),
  });
}
