import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';
import { tellOtherTabs } from '@/lib/session';

export function useSignOut(): () => void {
  const http = useHttp();
  const queries = useQueryClient();
  return useCallback(() => {
    const forget = () => {
      http.setCsrfToken(undefined);
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] });
      queries.setQueryData(keys.session, null);
      tellOtherTabs();
    };
    http.remove('/session').then(forget, forget);
  }, [http, queries]);
}
