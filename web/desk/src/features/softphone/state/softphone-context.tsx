// The phone and its calls for the components of this feature.
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { CallAction, ParkedCall } from '@/lib/contract';
import { useLive } from '@/lib/live/live-context';
import type { Calls, ShownCall } from './calls';
import type { PhoneView, Softphone } from './softphone';

export interface SoftphoneParts {
  phone: Softphone;
  calls: Calls;
  parked: ParkedCall[];
}

export const SoftphoneContext = createContext<SoftphoneParts | null>(null);

export function useSoftphone(): SoftphoneParts {
  const parts = useContext(SoftphoneContext);
  if (!parts) throw new Error('SoftphoneContext is missing');
  return parts;
}

export function usePhoneView(): PhoneView {
  const { phone } = useSoftphone();
  return useSyncExternalStore(phone.subscribe, phone.getView);
}

export function useCall(interactionId: string): ShownCall | undefined {
  return useSoftphone().calls.get(interactionId);
}

// What is done with a call; whether it was taken shows in the call, or as a refusal.
export function useAct(interactionId: string): (action: CallAction, digits?: string) => void {
  const { feed } = useLive();
  return useCallback(
    (action, digits) => feed.send({ type: 'call', interaction_id: interactionId, action, digits }),
    [feed, interactionId],
  );
}
