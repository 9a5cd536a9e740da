import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ShownRecording } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';

// Puts it under legal hold, or takes it off.
export function useHoldRecording(id: string) {
  const http = useHttp();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (hold: { is_kept: boolean; why?: string }) =>
      http.put<ShownRecording>(`/recordings/${id}/legal-hold`, hold),
    onSettled: () => client.invalidateQueries({ queryKey: ['recordings'] }),
  });
}
