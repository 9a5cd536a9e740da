import { useMutation } from '@tanstack/react-query';
import type { WaitingCallback } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';

// The caller of this makes the call themselves, as soon as they have room for it.
export function useCallBack(interactionId: string) {
  const http = useHttp();
  return useMutation({
    mutationFn: () =>
      http.post<WaitingCallback>('/callbacks', { interaction_id: interactionId, is_for_me: true }),
  });
}
