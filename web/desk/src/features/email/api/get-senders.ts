import { useQuery } from '@tanstack/react-query';
import type { MailSenderNames } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// The mailboxes that mail can be written from.
export function useMailSenders() {
  const http = useHttp();
  const { data } = useQuery({
    queryKey: keys.mailSenders,
    queryFn: ({ signal }) => http.get<MailSenderNames>('/mail-senders', undefined, signal),
    staleTime: 5 * 60_000,
  });
  return data?.items ?? [];
}
