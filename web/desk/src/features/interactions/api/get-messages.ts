import { useQuery } from '@tanstack/react-query';
import type { Message } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';
import { withMessage } from '@/lib/live/merge';
import { fetchAll } from '@/lib/pages';
import { useQueryClient } from '@tanstack/react-query';

// Everything said so far, oldest first; the feed appends what follows.
export function useMessages(interactionId: string) {
  const http = useHttp();
  const queries = useQueryClient();
  return useQuery({
    queryKey: keys.messages(interactionId),
    queryFn: async ({ signal }) => {
      const before = new Set(
        queries.getQueryData<Message[]>(keys.messages(interactionId))?.map(({ id }) => id),
      );
      const fetched = await fetchAll<Message>(http, `/interactions/${interactionId}/messages`, {}, signal);
      // What the feed brought while the answer was on its way is not in it.
      const cached = queries.getQueryData<Message[]>(keys.messages(interactionId)) ?? [];
      const late = cached.filter(({ id }) => !before.has(id) && !fetched.some((each) => each.id === id));
      return late.reduce(withMessage, fetched);
    },
  });
}
