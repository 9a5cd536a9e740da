import { useCallback, useState } from 'react';

export function mayNotify(): boolean {
  return typeof Notification !== 'undefined' && Notification.permission === 'granted';
}

// Browsers want the question to come from a click.
export function useNotificationPermission(): { canAsk: boolean; ask: () => void } {
  const [permission, setPermission] = useState(() =>
    typeof Notification === 'undefined' ? 'denied' : Notification.permission,
  );
  const ask = useCallback(() => {
    void Notification.requestPermission().then(setPermission);
  }, []);
  return { canAsk: permission === 'default', ask };
}
