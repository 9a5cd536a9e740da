import { useContext, useEffect } from 'react';
import { KeyboardContext } from '@/lib/keyboard';

export function KeyboardListener() {
  const keyboard = useContext(KeyboardContext);
  useEffect(() => {
    if (!keyboard) return undefined;
    window.addEventListener('keydown', keyboard.handle);
    return () => window.removeEventListener('keydown', keyboard.handle);
  }, [keyboard]);
  return null;
}
