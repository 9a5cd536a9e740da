import { useQuery } from '@tanstack/react-query';
import type { InteractionDetail } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// When the agent of now took the call.
export function useTalkStart(interactionId: string): string | undefined {
  const http = useHttp();
  const { data } = useQuery({
    queryKey: keys.interaction(interactionId),
    queryFn: ({ signal }) => http.get<InteractionDetail>(`/interactions/${interactionId}`, undefined, signal),
  });
  return data?.legs.findLast((leg) => leg.kind === 'primary' && leg.accepted_at)?.accepted_at ?? undefined;
}
