import { useMutation } from '@tanstack/react-query';
import type { WebhookSecret } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { useAgain } from './use-again';

export function useRotateSecret(path: string) {
  const http = useHttp();
  return useMutation({
    mutationFn: (overlap_hours: number) => http.post<WebhookSecret>(`${path}/secret`, { overlap_hours }),
    onSettled: useAgain(),
  });
}
