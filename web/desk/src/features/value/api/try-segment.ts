import { useMutation } from '@tanstack/react-query';
import type { SegmentTrial } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';

export function useTrySegment() {
  const http = useHttp();
  return useMutation({
    mutationFn: (condition: string) => http.post<SegmentTrial>('/segment-trials', { condition }),
  });
}
