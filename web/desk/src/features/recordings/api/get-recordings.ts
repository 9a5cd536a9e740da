import { useQuery } from '@tanstack/react-query';
import type { Recordings } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// One that is still made grows: it is asked for again while it does.
const everyMs = 5000;

export function useRecordings(interactionId: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.recordings(interactionId),
    queryFn: ({ signal }) =>
      http.get<Recordings>(`/interactions/${interactionId}/recordings`, undefined, signal),
    select: ({ items }) => items,
    refetchInterval: ({ state }) =>
      state.data?.items.some((each) => each.state === 'writing') ? everyMs : false,
  });
}
