import { useQuery } from '@tanstack/react-query';
import type { TriedBefore } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';

export function useTriedBefore(interactionId: string) {
  const http = useHttp();
  return useQuery({
    queryKey: ['tried-before', interactionId],
    queryFn: async ({ signal }) =>
      (await http.get<TriedBefore>(`/interactions/${interactionId}/tried-before`, undefined, signal)).items,
    staleTime: Infinity, // it was before
  });
}
