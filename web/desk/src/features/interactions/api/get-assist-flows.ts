import { useQuery } from '@tanstack/react-query';
import type { AssistFlowList } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// The flows that an agent can send a customer into; few, and seldom another.
export function useAssistFlows(isWanted: boolean) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.assistFlows,
    queryFn: async ({ signal }) => (await http.get<AssistFlowList>('/assist-flows', undefined, signal)).items,
    staleTime: 60_000,
    enabled: isWanted,
  });
}
