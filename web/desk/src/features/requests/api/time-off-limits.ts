// How many may be away when, and what each agent may take in a year.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TimeOffAllowance, TimeOffBalances, TimeOffRules } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';
import { useRequestChange } from './planner';

const rulesPath = '/workforce/time-off-rules';
const rulesKey = [...keys.shiftRequests, 'rules'];

export function useTimeOffRules() {
  const http = useHttp();
  return useQuery({
    queryKey: rulesKey,
    queryFn: ({ signal }) => http.get<TimeOffRules>(rulesPath, undefined, signal),
  });
}

// The rules are kept as a whole: what is changed is made of those that the server has now, so that another
// planner's rules are not lost with a list that was read long ago.
export function useChangeRules() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (change: (now: TimeOffRules) => TimeOffRules) =>
      http.put<TimeOffRules>(rulesPath, change(await http.get<TimeOffRules>(rulesPath))),
    onSuccess: (kept) => queries.setQueryData(rulesKey, kept),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.shiftRequests }),
  });
}

export function useBalances(year: number) {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.shiftRequests, 'balances', year],
    queryFn: async ({ signal }) =>
      (await http.get<TimeOffBalances>('/workforce/time-off-balances', { year }, signal)).items,
  });
}

export function useChangeAllowance() {
  const http = useHttp();
  return useRequestChange((wanted: TimeOffAllowance) =>
    http.put<TimeOffAllowance>('/workforce/time-off-allowances', wanted),
  );
}
