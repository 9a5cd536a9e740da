import { useQuery } from '@tanstack/react-query';
import type { MailView } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';
import { fetchAll } from '@/lib/pages';

const leaving = new Set(['scheduled', 'undoable', 'sending']);

// The whole exchange that a conversation belongs to, oldest first. The feed tells of changes; while something
// is leaving it is asked again all the same.
export function useMails(interactionId: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.mails(interactionId),
    queryFn: ({ signal }) => fetchAll<MailView>(http, `/interactions/${interactionId}/mails`, {}, signal),
    refetchInterval: ({ state }) => (state.data?.some((mail) => leaving.has(mail.state)) ? 5_000 : false),
  });
}
