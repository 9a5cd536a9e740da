import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Credentials, Session } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';
import { tellOtherTabs } from '@/lib/session';

export function useSignIn() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (credentials: Credentials) => http.post<Session>('/session', credentials),
    onSuccess: (session) => {
      http.setCsrfToken(session.csrf_token);
      queries.setQueryData(keys.session, session);
      tellOtherTabs();
    },
  });
}
