import { useCallback, useEffect, useRef } from 'react';
import { useLive } from '@/lib/live/live-context';

const repeatMs = 3000;
const restMs = 4000;

// Tells the customer that somebody is writing: at once, again while it goes on, and when it stops.
export function useTypingSignal(interactionId: string): { typed: () => void; stopped: () => void } {
  const { feed } = useLive();
  const lastSent = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const stopped = useCallback(() => {
    clearTimeout(timer.current);
    if (lastSent.current === 0) return;
    lastSent.current = 0;
    feed.send({ type: 'typing', interaction_id: interactionId, is_typing: false });
  }, [feed, interactionId]);

  const typed = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(stopped, restMs);
    if (Date.now() - lastSent.current < repeatMs) return;
    lastSent.current = Date.now();
    feed.send({ type: 'typing', interaction_id: interactionId, is_typing: true });
  }, [feed, interactionId, stopped]);

  useEffect(() => stopped, [stopped]);
  return { typed, stopped };
}
