import { createContext, useCallback, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { useHttp } from '@/lib/http-context';
import { useLive } from '@/lib/live/live-context';
import { postMessage } from '../api/post-message';
import { useSession } from '@/lib/session';
import { readLeft, writeLeft } from './left';
import { Outbox } from './outbox';
import type { PendingMessage } from './outbox';

const retryMs = 5_000;

const OutboxContext = createContext<Outbox | null>(null);

// Above the pages, so that leaving a page does not lose what is still being sent.
export function OutboxProvider({ children }: { children: ReactNode }) {
  const http = useHttp();
  const { cache, state } = useLive();
  const me = useSession().user.id;
  const [outbox] = useState(
    () =>
      new Outbox(
        (id, message) => postMessage(http, id, message),
        (message) => cache.putMessage(message),
        readLeft(me),
      ),
  );
  useEffect(() => {
    outbox.start();
    return outbox.subscribe(() => writeLeft(me, outbox.all()));
  }, [outbox, me]);
  // Also while the feed has noticed nothing: the network may have been gone for a moment only.
  useEffect(() => {
    if (state === 'open') outbox.retryUnreachable();
    const timer = setInterval(() => outbox.retryUnreachable(), retryMs);
    return () => clearInterval(timer);
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
