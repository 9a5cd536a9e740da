import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Desk } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// The agent has seen up to this message. Shown at once; a failure corrects itself with the next message.
export function useMarkRead(interactionId: string): (messageId: string) => void {
  const http = useHttp();
  const queries = useQueryClient();
  return useCallback(
    (messageId) => {
      queries.setQueryData<Desk>(
        keys.desk,
        (desk) =>
          desk && {
            ...desk,
            interactions: desk.interactions.map((each) =>
              each.id === interactionId ? { ...each, unread: 0 } : each,
            ),
          },
      );
      http.post(`/interactions/${interactionId}/read`, { message_id: messageId }).catch(() => undefined);
    },
    [http, queries, interactionId],
  );
}
