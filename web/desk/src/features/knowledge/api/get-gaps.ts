import { useQuery } from '@tanstack/react-query';
import type { GapReport } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useGaps(days: number) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.knowledgeGaps(days),
    queryFn: async ({ signal }) => (await http.get<GapReport>('/knowledge/gaps', { days }, signal)).items,
    staleTime: 0,
  });
}
