import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect } from 'react';
import type { Permission, Session } from './contract';
import { asProblem } from './http';
import type { Http } from './http';
import { useHttp } from './http-context';
import { keys } from './keys';

async function getSession(http: Http): Promise<Session | null> {
  try {
    const session = await http.get<Session>('/session');
    http.setCsrfToken(session.csrf_token);
    return session;
  } catch (error) {
    if (asProblem(error).status === 401) return null;
    throw error;
  }
}

// null: nobody is signed in.
export function useSessionQuery() {
  const http = useHttp();
  return useQuery({ queryKey: keys.session, queryFn: () => getSession(http), staleTime: Infinity, retry: 2 });
}

const sessionKey = 'rapport.session-changed';

// The cookie is the browser's: whoever signs in or out in one tab does so in all.
export function tellOtherTabs(): void {
  try {
    localStorage.setItem(sessionKey, String(Date.now()));
  } catch {
    // They find out with their next request.
  }
}

export function useOtherTabs(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const listen = ({ key }: StorageEvent) => {
      if (key === sessionKey) void queries.invalidateQueries({ queryKey: keys.session });
    };
    window.addEventListener('storage', listen);
    return () => window.removeEventListener('storage', listen);
  }, [queries]);
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('nobody is signed in');
  return session;
}

export function useMay(permission: Permission): boolean {
  return useSession().permissions.includes(permission);
}
