import { useMutation } from '@tanstack/react-query';
import type { Interaction } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { useLive } from '@/lib/live/live-context';

export function useEndCall(interactionId: string) {
  const http = useHttp();
  const { cache } = useLive();
  return useMutation({
    mutationFn: async () => {
      const ticket = cache.ticket(interactionId);
      cache.putAnswer(await http.post<Interaction>(`/interactions/${interactionId}/end`, {}), ticket);
    },
  });
}
