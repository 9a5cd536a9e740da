import { useQuery } from '@tanstack/react-query';
import type { AuditEntry, Page } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// Who listened to it, held it and released it; newest first.
export function useStory(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.recordingStory(id),
    queryFn: ({ signal }) =>
      http.get<Page<AuditEntry>>('/audit', { what: 'recording', target_id: id, limit: 50 }, signal),
    select: ({ items }) => items,
    staleTime: 0,
  });
}
