import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Job } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';
import type { WhatIfAsked } from '../state/comparison';

export function useAskWhatIf() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (asked: WhatIfAsked) => http.post<Job>('/workforce/whatif', asked),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.jobs }),
  });
}
