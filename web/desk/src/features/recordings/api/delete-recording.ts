import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useHttp } from '@/lib/http-context';

export function useDeleteRecording(id: string) {
  const http = useHttp();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => http.remove<undefined>(`/recordings/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: ['recordings'] }),
  });
}
