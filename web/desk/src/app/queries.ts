import { QueryClient } from '@tanstack/react-query';
import { asProblem } from '@/lib/http';
import type { Http } from '@/lib/http';
import { keys } from '@/lib/keys';

// Only what may succeed next time is tried again: an unreachable or overloaded server.
function isWorthRetrying(failures: number, error: unknown): boolean {
  const { status } = asProblem(error);
  return failures < 3 && (status === 0 || status >= 500);
}

export function createQueries(http: Http): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      queries: { retry: isWorthRetrying, staleTime: 30_000, refetchOnWindowFocus: false },
      mutations: { retry: false },
    },
  });
  http.onSignedOut(() => queries.setQueryData(keys.session, null));
  return queries;
}
