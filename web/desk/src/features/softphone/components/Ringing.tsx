import { useEffect, useState } from 'react';
import { useDesk } from '@/lib/desk';
import { useMay, useSession } from '@/lib/session';
import { Ringer } from '../state/ringer';

// Rings while a call is offered; draws nothing.
export function Ringing({ ringer }: { ringer: string }) {
  return useMay('take_interactions') ? <RingsForOffers ringer={ringer} /> : null;
}

function RingsForOffers({ ringer }: { ringer: string }) {
  const { data: desk } = useDesk();
  const me = useSession().user.id;
  const [bell] = useState(() => new Ringer());
  const isOffered = desk?.interactions.some(
    ({ channel, offer }) => channel === 'voice' && offer?.agent_id === me && !offer.is_unasked,
  );
  useEffect(() => {
    if (!isOffered) return undefined;
    bell.ring(ringer);
    return () => bell.stop();
  }, [bell, isOffered, ringer]);
  return null;
}
