import { useMutation } from '@tanstack/react-query';
import type { Interaction } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { useLive } from '@/lib/live/live-context';

export function useSetPriority(interactionId: string) {
  const http = useHttp();
  const { cache } = useLive();
  return useMutation({
    mutationFn: async (priority: number) => {
      const ticket = cache.ticket(interactionId);
      const interaction = await http.put<Interaction>(`/interactions/${interactionId}/priority`, {
        priority,
      });
      cache.putAnswer(interaction, ticket);
      cache.putOnBoard(interaction);
    },
  });
}
