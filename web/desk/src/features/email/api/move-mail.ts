import { useMutation } from '@tanstack/react-query';
import type { OutgoingMail } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { useMailsAgain } from './use-mails-again';

// To another time, or to now; and again to those who have not got it.
export function useMoveMail() {
  const http = useHttp();
  return useMutation({
    mutationFn: ({ mailId, sendAt }: { mailId: string; sendAt?: string }) =>
      http.put<OutgoingMail>(`/mails/${mailId}/schedule`, sendAt ? { send_at: sendAt } : {}),
    onSettled: useMailsAgain(),
  });
}

export function useRetryMail() {
  const http = useHttp();
  return useMutation({
    mutationFn: (mailId: string) => http.post<OutgoingMail>(`/mails/${mailId}/retry`),
    onSettled: useMailsAgain(),
  });
}
