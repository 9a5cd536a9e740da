// Sound, desktop notification and window title; draws nothing. Mounted once, on whatever page the agent is.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Interaction } from '@/lib/contract';
import { useDesk } from '@/lib/desk';
import { useSession } from '@/lib/session';
import { playChime } from '../state/chime';
import { forgetDraftsExcept } from '../state/drafts';
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

  useEffect(() => {
    if (interactions) forgetDraftsExcept(interactions.map(({ id }) => id));
  }, [interactions]);

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
      if (!offer || announced.current.has(offer.id)) continue;
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

function useMessageAlert(unread: number) {
  const before = useRef(unread);
  useEffect(() => {
    if (unread > before.current) playChime('message');
    before.current = unread;
  }, [unread]);
}
