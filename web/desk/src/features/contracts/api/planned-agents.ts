import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AgentPlanning, AgentPlanningFacts, PlannedAgents } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

const path = '/workforce/agents';

export function usePlannedAgents() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.plannedAgents,
    queryFn: async ({ signal }) => (await http.get<PlannedAgents>(path, undefined, signal)).items,
    refetchOnMount: 'always',
  });
}

export function useChangePlannedAgent() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, facts }: { id: string; facts: AgentPlanningFacts }) =>
      http.put<AgentPlanning>(`${path}/${id}`, facts),
    onSuccess: (changed) =>
      queries.setQueryData<AgentPlanning[]>(keys.plannedAgents, (before) =>
        before?.map((each) => (each.agent_id === changed.agent_id ? changed : each)),
      ),
  });
}
