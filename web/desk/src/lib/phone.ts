// The desk's own sound as the other screens may see it; the softphone provides it.
import { createContext, useContext } from 'react';

export interface Phone {
  look: 'off' | 'connecting' | 'ready' | 'problem';
  turnOn: () => void;
}

// null: whoever is signed in has no phone here.
export const PhoneContext = createContext<Phone | null>(null);

export function usePhone(): Phone | null {
  return useContext(PhoneContext);
}
