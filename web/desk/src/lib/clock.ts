// The server's time, as far as this machine knows it: countdowns must not depend on a wrong local clock.
import { createContext, useContext, useEffect, useState } from 'react';

export class ServerClock {
  private offsetMs = 0;

  learn(serverTime: string): void {
    const time = Date.parse(serverTime);
    if (!Number.isNaN(time)) this.offsetMs = time - Date.now();
  }

  now(): number {
    return Date.now() + this.offsetMs;
  }
}

export const ClockContext = createContext(new ServerClock());

export function useClock(): ServerClock {
  return useContext(ClockContext);
}

// The present, refreshed every `everyMs`; all of one period tick together because they align to the period.
export function useNow(everyMs = 1000): number {
  const clock = useClock();
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      setNow(clock.now());
      timer = setTimeout(tick, everyMs - (Date.now() % everyMs));
    };
    tick();
    return () => clearTimeout(timer);
  }, [clock, everyMs]);
  return now;
}
