import { useQuery } from '@tanstack/react-query';
import type { InteractionDetail } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useInteraction(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.interaction(id),
    queryFn: ({ signal }) => http.get<InteractionDetail>(`/interactions/${id}`, undefined, signal),
  });
}
