import { createContext } from 'react';

export const HelpContext = createContext<{ isOpen: boolean; setOpen: (isOpen: boolean) => void }>({
  isOpen: false,
  setOpen: () => undefined,
});
