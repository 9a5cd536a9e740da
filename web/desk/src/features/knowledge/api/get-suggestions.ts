import { useQuery } from '@tanstack/react-query';
import type { FoundArticles } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// `said`: what the customer said last; other words, other articles.
export function useSuggestions(interactionId: string, said: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.suggestedArticles(interactionId, said),
    queryFn: ({ signal }) =>
      http.get<FoundArticles>(`/interactions/${interactionId}/suggested-articles`, { limit: 4 }, signal),
    placeholderData: (before) => before,
  });
}
