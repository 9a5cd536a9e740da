import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
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

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('nobody is signed in');
  return session;
}

export function useMay(permission: Permission): boolean {
  return useSession().permissions.includes(permission);
}
