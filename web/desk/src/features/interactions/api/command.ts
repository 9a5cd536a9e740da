import { useMutation } from '@tanstack/react-query';
import type { Interaction } from '@/lib/contract';
import type { Http } from '@/lib/http';
import { useHttp } from '@/lib/http-context';
import { useLive } from '@/lib/live/live-context';

// A command to one interaction whose answer is the interaction after it.
export function useInteractionCommand<Body>(
  interactionId: string,
  send: (http: Http, path: string, body: Body) => Promise<Interaction>,
) {
  const http = useHttp();
  const { cache } = useLive();
  return useMutation({
    mutationFn: async (body: Body) => {
      const ticket = cache.ticket(interactionId);
      const interaction = await send(http, `/interactions/${interactionId}`, body);
      cache.putAnswer(interaction, ticket);
      return interaction;
    },
  });
}
