import { useMutation } from '@tanstack/react-query';
import type { AgentStatus, PresenceRequest } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { useLive } from '@/lib/live/live-context';

// One's own presence, or anybody's with the right to supervise.
export function useSetPresence(agentId: string) {
  const http = useHttp();
  const { cache } = useLive();
  return useMutation({
    mutationFn: (request: PresenceRequest) => http.put<AgentStatus>(`/agents/${agentId}/presence`, request),
    onSuccess: (status) => cache.putAgent(status),
  });
}
