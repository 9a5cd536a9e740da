import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Preferences, Session } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useSavePreferences(): (preferences: Preferences) => void {
  const http = useHttp();
  const queries = useQueryClient();
  return useCallback(
    (preferences) => {
      queries.setQueryData<Session | null>(
        keys.session,
        (session) => session && { ...session, preferences: { ...session.preferences, ...preferences } },
      );
      // Losing it costs one click on the next machine: not worth a message.
      http.patch('/session/preferences', preferences).catch(() => undefined);
    },
    [http, queries],
  );
}
