import { useQuery } from '@tanstack/react-query';
import type { Demo } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';

// The demo's sign-ins; an ordinary server says 404, which means none.
export function useDemo() {
  const http = useHttp();
  return useQuery({
    queryKey: ['demo'],
    queryFn: () => http.get<Demo>('/demo').catch((): Demo => ({ sign_ins: [] })),
    staleTime: Infinity,
  });
}
