import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Duplicate, DuplicateList } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// Where else the customer of this interaction waits or talks with us. The feed says when to ask again.
export function useDuplicates(interactionId: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.duplicates(interactionId),
    queryFn: ({ signal }) =>
      http.get<DuplicateList>(`/interactions/${interactionId}/duplicates`, undefined, signal),
  });
}

type Decision = { name: 'join'; keep_interaction_id: string } | { name: 'apart' } | { name: 'undo' };

export function useDecide(duplicate: Duplicate) {
  const http = useHttp();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, ...body }: Decision) =>
      http.post<Duplicate>(`/duplicates/${duplicate.id}/${name}`, name === 'join' ? body : undefined),
    onSettled: () => client.invalidateQueries({ queryKey: keys.duplicates(duplicate.interaction_id) }),
  });
}
