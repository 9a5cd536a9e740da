import { useMutation } from '@tanstack/react-query';
import type { NewMailInput, OutgoingMail } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { useMailsAgain } from './use-mails-again';

export function useWriteMail() {
  const http = useHttp();
  return useMutation({
    mutationFn: (mail: NewMailInput) => http.post<OutgoingMail>('/mails', mail),
    onSuccess: useMailsAgain(),
  });
}
