import { createContext, useCallback, useContext, useEffect, useSyncExternalStore } from 'react';
import type { Feed, FeedState } from './feed';
import type { LiveCache } from './live-cache';
import type { Signals, SignalStore } from './signals';

export interface Live {
  feed: Feed;
  cache: LiveCache;
  signals: SignalStore;
  state: FeedState;
  retryAt?: number;
}

export const LiveContext = createContext<Live | null>(null);

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error('LiveContext is missing');
  return live;
}

export function useSignals(interactionId: string): Signals {
  const { signals } = useLive();
  return useSyncExternalStore(
    signals.subscribe,
    useCallback(() => signals.get(interactionId), [signals, interactionId]),
  );
}

// Board rows come only while somebody looks at them.
export function useBoardFeed(): void {
  const { feed } = useLive();
  useEffect(() => {
    feed.keep('board', { type: 'watch_board', is_on: true });
    return () => feed.keep('board', { type: 'watch_board', is_on: false });
  }, [feed]);
}

// Tells colleagues which conversation this person is looking at.
export function useViewing(interactionId: string | undefined): void {
  const { feed } = useLive();
  useEffect(() => {
    feed.keep('viewing', { type: 'viewing', interaction_id: interactionId });
    return () => feed.keep('viewing', { type: 'viewing' });
  }, [feed, interactionId]);
}
