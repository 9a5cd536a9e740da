import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { WaitingCallback, WaitingCallbacks } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// Asked again while it is looked at: positions and dials change by themselves.
export function useCallbacks() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.callbacks,
    queryFn: ({ signal }) => http.get<WaitingCallbacks>('/callbacks', undefined, signal),
    refetchInterval: 5000,
  });
}

export function useRescheduleCallback(id: string) {
  const http = useHttp();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (due_at: string | undefined) =>
      http.post<WaitingCallback>(`/callbacks/${id}/reschedule`, due_at ? { due_at } : {}),
    onSettled: () => client.invalidateQueries({ queryKey: keys.callbacks }),
  });
}

export function useCancelCallback(id: string) {
  const http = useHttp();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => http.remove<undefined>(`/callbacks/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.callbacks }),
  });
}
