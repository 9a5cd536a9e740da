import { useQuery } from '@tanstack/react-query';
import type { PromptUseList } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useUses(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.admin(`/prompts/${id}/uses`),
    queryFn: async ({ signal }) =>
      (await http.get<PromptUseList>(`/prompts/${id}/uses`, undefined, signal)).items,
    staleTime: 0,
  });
}
