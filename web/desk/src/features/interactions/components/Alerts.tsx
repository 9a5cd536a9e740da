// Sound, desktop notification and window title; draws nothing. Mounted once, on whatever page the agent is.
import { App as AntApp } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Interaction } from '@/lib/contract';
import { useDesk } from '@/lib/desk';
import { useLive } from '@/lib/live/live-context';
import { useSession } from '@/lib/session';
import { playChime } from '../state/chime';
import { forgetDraftsExcept, readDraft } from '../state/drafts';
import { conversationsOf, offersTo } from '../state/offers';
import { mayNotify } from '../state/notify';

export function Alerts({ onOpen }: { onOpen: (interactionId: string) => void }) {
  const { data: desk } = useDesk();
  const { t } = useTranslation('interactions');
  const interactions = desk?.interactions;
  const me = useSession().user.id;
  const offers = offersTo(interactions ?? [], me);
  const conversations = conversationsOf(interactions ?? [], me);
  const unread = conversations.reduce((sum, each) => sum + each.unread, 0);
  useOfferAlert(offers, onOpen);
  useMessageAlert(unread);

  useTakenAway(interactions, me);

  const count = offers.length + unread;
  useEffect(() => {
    const title = offers.length > 0 ? t('title_offer') : 'Rapport';
    document.title = count > 0 ? `(${count}) ${title}` : title;
    return () => {
      document.title = 'Rapport';
    };
  }, [count, offers.length, t]);
  return null;
}

function useOfferAlert(offers: Interaction[], onOpen: (interactionId: string) => void) {
  const { t } = useTranslation('interactions');
  const announced = useRef(new Set<string>());
  const open = useRef(onOpen);
  useEffect(() => {
    open.current = onOpen;
  });
  useEffect(() => {
    for (const { id, channel, customer, offer, last_message } of offers) {
      if (!offer || offer.is_unasked || announced.current.has(offer.id)) continue;
      announced.current.add(offer.id);
      // A call rings for itself.
      if (channel !== 'voice') playChime('offer');
      if (!mayNotify() || document.hasFocus()) continue;
      const notification = new Notification(t('offer_from', { name: customer.name }), {
        body: last_message?.text,
        tag: `offer-${offer.id}`,
        requireInteraction: true,
      });
      notification.onclick = () => {
        window.focus();
        open.current(id);
        notification.close();
      };
      setTimeout(() => notification.close(), Math.max(1000, Date.parse(offer.expires_at) - Date.now()));
    }
  }, [offers, t]);
}

// A colleague or a rule took a conversation away: its agent is told, and what they were writing is not lost.
function useTakenAway(interactions: Interaction[] | undefined, me: string) {
  const { t } = useTranslation('interactions');
  const { notification } = AntApp.useApp();
  const { cache } = useLive();
  const before = useRef<Interaction[]>([]);
  useEffect(() => {
    if (!interactions) return;
    const gone = before.current.filter((each) => !interactions.some(({ id }) => id === each.id));
    for (const { id, customer } of gone) {
      if (cache.isOwnDoing(id)) continue;
      const { text } = readDraft(id);
      notification.warning({
        title: t('taken', { name: customer.name }),
        description: text && `${t('taken_draft')} ${text}`,
        duration: text ? 0 : 8,
      });
    }
    before.current = interactions.filter((each) => each.agent_id === me && each.state === 'active');
    forgetDraftsExcept(interactions.map(({ id }) => id));
  }, [interactions, me, cache, notification, t]);
}

function useMessageAlert(unread: number) {
  const before = useRef(unread);
  useEffect(() => {
    if (unread > before.current) playChime('message');
    before.current = unread;
  }, [unread]);
}
