import { useQuery } from '@tanstack/react-query';
import type { Explanation } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useExplanation(interactionId: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.why(interactionId),
    queryFn: ({ signal }) => http.get<Explanation>(`/interactions/${interactionId}/why`, undefined, signal),
  });
}
