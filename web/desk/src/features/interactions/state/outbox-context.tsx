import { createContext, useCallback, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { useHttp } from '@/lib/http-context';
import { useLive } from '@/lib/live/live-context';
import { postMessage } from '../api/post-message';
import { Outbox } from './outbox';
import type { PendingMessage } from './outbox';

const OutboxContext = createContext<Outbox | null>(null);

// Above the pages, so that leaving a page does not lose what is still being sent.
export function OutboxProvider({ children }: { children: ReactNode }) {
  const http = useHttp();
  const { cache, state } = useLive();
  const [outbox] = useState(
    () =>
      new Outbox(
        (id, message) => postMessage(http, id, message),
        (message) => cache.putMessage(message),
      ),
  );
  useEffect(() => {
    if (state === 'open') outbox.retryUnreachable();
  }, [outbox, state]);
  return <OutboxContext value={outbox}>{children}</OutboxContext>;
}

export function useOutbox(): Outbox {
  const outbox = useContext(OutboxContext);
  if (!outbox) throw new Error('OutboxProvider is missing');
  return outbox;
}

export function usePending(interactionId: string): PendingMessage[] {
  const outbox = useContext(OutboxContext);
  const subscribe = useCallback(
    (listener: () => void) => outbox?.subscribe(listener) ?? (() => {}),
    [outbox],
  );
  return useSyncExternalStore(subscribe, () => outbox?.of(interactionId) ?? nothing);
}

const nothing: PendingMessage[] = [];
