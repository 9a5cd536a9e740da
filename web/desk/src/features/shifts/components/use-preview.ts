import { useMemo } from 'react';
import type { Shift } from '@/lib/contract';
import { placeKey } from '../state/book';
import { asShift } from '../state/moves';
import { useBoard } from './board-context';

// What would be where something is held: by agent and day; null where it would be taken away. The server's answer,
// with the breaks that it places, as soon as it is there.
export function usePreview(): Map<string, Shift | null> {
  const { hand } = useBoard();
  const { held, answer } = hand;
  return useMemo(() => {
    const preview = new Map<string, Shift | null>();
    for (const { agent_id, day, put } of held?.edits ?? [])
      preview.set(placeKey({ agent_id, day }), put ? asShift({ agent_id, day }, put) : null);
    for (const shift of answer?.shifts ?? []) preview.set(placeKey(shift), shift);
    return preview;
  }, [held, answer]);
}
