import { useMutation } from '@tanstack/react-query';
import type { NewMail } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { useMailsAgain } from './use-mails-again';

// Takes it back while it waits; the answer is what was written.
export function useCancelMail() {
  const http = useHttp();
  return useMutation({
    mutationFn: (mailId: string) => http.post<NewMail>(`/mails/${mailId}/cancel`),
    onSettled: useMailsAgain(),
  });
}
