import { useMutation, useQuery } from '@tanstack/react-query';
import type { Mailbox, MailboxStates, MailboxTest } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';
import { resource } from '@/lib/resource';

export const mailboxes = resource<Mailbox>('/mailboxes');

// Asked again and again while somebody looks.
export function useMailboxStates() {
  const http = useHttp();
  const { data } = useQuery({
    queryKey: keys.admin('/mailbox-states'),
    queryFn: ({ signal }) => http.get<MailboxStates>('/mailbox-states', undefined, signal),
    refetchInterval: 5_000,
  });
  return (id: string) => data?.items.find((each) => each.mailbox_id === id);
}

export function useTestMailbox(id: string) {
  const http = useHttp();
  return useMutation({ mutationFn: () => http.post<MailboxTest>(`/mailboxes/${id}/test`) });
}
