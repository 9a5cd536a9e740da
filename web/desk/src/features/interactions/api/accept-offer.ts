import type { Interaction } from '@/lib/contract';
import { asProblem } from '@/lib/http';
import { useSession } from '@/lib/session';
import { useInteractionCommand } from './command';

// An offer that the same person has accepted at another desk of theirs counts as accepted here too.
export function useAcceptOffer(interactionId: string) {
  const me = useSession().user.id;
  return useInteractionCommand<{ offer_id: string }>(interactionId, async (http, path, body) => {
    try {
      return await http.post<Interaction>(`${path}/accept`, body);
    } catch (error) {
      if (asProblem(error).status !== 409) throw error;
      const now = await http.get<Interaction>(path);
      if (now.agent_id !== me || now.state !== 'active') throw error;
      return now;
    }
  });
}
