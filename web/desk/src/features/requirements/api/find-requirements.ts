import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { HistoryShown, Job, StaffingProblem } from '@/lib/contract';
import { Problem } from '@/lib/http';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

interface Asked {
  from: string;
  to: string;
  problemOf: (shown: HistoryShown) => StaffingProblem | null;
}

const interval_min = 30;

// Of what came between two instants.
export function useFindRequirements() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ from, to, problemOf }: Asked) => {
      const problem = problemOf(
        await http.get<HistoryShown>('/workforce/history', { from, to, interval_min }),
      );
      if (!problem) throw new Problem(422, { reason: 'nothing_came' });
      return http.post<Job>('/workforce/requirements', problem);
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.jobs }),
  });
}
