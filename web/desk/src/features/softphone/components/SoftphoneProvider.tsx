// Owns the phone of whoever is signed in and may speak: agents, and supervisors who listen in.
import { App as AntApp } from 'antd';
import { useEffect, useMemo, useReducer, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '@/lib/live/live-context';
import { PhoneContext } from '@/lib/phone';
import { useSession } from '@/lib/session';
import type { FeedEvent, ParkedCall } from '@/lib/contract';
import { noCalls, withEvent } from '../state/calls';
import type { Calls } from '../state/calls';
import { lookOf } from '../state/health';
import { Softphone } from '../state/softphone';
import { SoftphoneContext } from '../state/softphone-context';
import { Ringing } from './Ringing';

const fold = (calls: Calls, { event, now }: { event: FeedEvent; now: number }) =>
  withEvent(calls, event, now);

export function SoftphoneProvider({ children }: { children: ReactNode }) {
  const { feed, state } = useLive();
  const me = useSession().user.id;
  const [phone] = useState(() => new Softphone(me, (command) => feed.send(command)));
  const [calls, dispatch] = useReducer(fold, noCalls);
  const [parked, setParked] = useState<ParkedCall[]>([]);
  const complain = useRefusalMessage();

  useEffect(() => {
    phone.start();
    return () => phone.dispose();
  }, [phone]);
  useEffect(() => phone.feedIs(state === 'open'), [phone, state]);
  useEffect(
    () =>
      feed.listen((event) => {
        phone.take(event);
        dispatch({ event, now: Date.now() });
        if (event.type === 'hello') setParked([]); // told again, if there are any
        if (event.type === 'parked') setParked(event.parked);
        if (event.type === 'call_refused') complain(event.what);
      }),
    [feed, phone, complain],
  );

  const view = useSyncExternalStore(phone.subscribe, phone.getView);
  const look = lookOf(view.state, view.senses);
  const shared = useMemo(() => ({ look, turnOn: phone.turnOn }), [look, phone]);
  const parts = useMemo(() => ({ phone, calls, parked }), [phone, calls, parked]);
  return (
    <PhoneContext value={shared}>
      <SoftphoneContext value={parts}>
        <Ringing ringer={view.choice.ringer} />
        {children}
      </SoftphoneContext>
    </PhoneContext>
  );
}

function useRefusalMessage(): (what: string) => void {
  const { t, i18n } = useTranslation('softphone');
  const { message } = AntApp.useApp();
  return useMemo(
    () => (what) => {
      const key = `softphone:refusal.${what}`;
      void message.warning(i18n.exists(key) ? t(`refusal.${what}`) : t('refusal.other'));
    },
    [t, i18n, message],
  );
}
