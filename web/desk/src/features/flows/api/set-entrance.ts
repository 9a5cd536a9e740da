import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { EntranceList, SetFlowEntrance } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { flowKeys } from './keys';

// Without a flow the entrance leads to its queue again.
export function useSetEntrance() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (entrance: SetFlowEntrance) => http.put<EntranceList>('/flow-entrances', entrance),
    onSuccess: ({ items }) => queries.setQueryData(flowKeys.entrances, items),
  });
}
