import { useEffect, useRef } from 'react';
import { useDesk } from '@/lib/desk';
import { useHttp } from '@/lib/http-context';
import { useSession } from '@/lib/session';
import { markDelivered } from '../api/mark-delivered';

// Tells customers that their words are on their agent's desk, on whatever page the agent is. Said once per
// message; one that fails is made up for by the next, or by reading.
export function DeliveredMarks() {
  const http = useHttp();
  const me = useSession().user.id;
  const { data: desk } = useDesk();
  const told = useRef(new Map<string, string>());
  useEffect(() => {
    for (const { id, state, agent_id, last_message: last, unread } of desk?.interactions ?? []) {
      if (
        agent_id !== me ||
        state === 'offered' ||
        unread === 0 ||
        last?.author !== 'customer' ||
        last.delivered_at
      )
        continue;
      if (told.current.get(id) === last.id) continue;
      told.current.set(id, last.id);
      markDelivered(http, id, last.id).catch(() => told.current.delete(id));
    }
  }, [desk, http, me]);
  return null;
}
