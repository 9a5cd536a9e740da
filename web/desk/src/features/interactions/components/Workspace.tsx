import { BellOutlined, InboxOutlined, LeftOutlined, SmileOutlined } from '@ant-design/icons';
import { Button, Drawer, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Desk, Interaction } from '@/lib/contract';
import { useShortcut } from '@/lib/keyboard';
import { useViewing } from '@/lib/live/live-context';
import { useSession } from '@/lib/session';
import { useMedia } from '@/lib/use-media';
import { useStored } from '@/lib/use-stored';
import { EmptyState } from '@/ui/EmptyState';
import { arrange, noColumns } from '../state/columns';
import { useNotificationPermission } from '../state/notify';
import { conversationsOf, offersTo } from '../state/offers';
import { Conversation } from './Conversation';
import type { MailsSlot } from './mails-slot';
import { ConversationList } from './ConversationList';
import { OfferStack } from './OfferStack';
import styles from './Workspace.module.css';

interface Props {
  desk: Desk;
  active: string | undefined;
  onActivate: (id: string | undefined) => void;
  panel: (interaction: Interaction) => ReactNode;
  banner: (interaction: Interaction) => ReactNode;
  callBar: (interaction: Interaction, isActive: boolean) => ReactNode;
  recordings: (interactionId: string) => ReactNode;
  mails: MailsSlot;
}

const isCount = (value: unknown): value is number => value === 1 || value === 2 || value === 3;
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

// The agent's screen: offers and own conversations on the left, up to three of them side by side, the customer
// of the one in hand on the right.
export function Workspace({ desk, active, onActivate, panel, banner, callBar, recordings, mails }: Props) {
  const { t } = useTranslation('interactions');
  const me = useSession().user.id;
  const conversations = conversationsOf(desk.interactions, me);
  const isPhone = useMedia('(max-width: 719px)');
  const fits = useFittingColumns();
  const [wanted, setWanted] = useStored('rapport.columns', 2, isCount);
  const [isPanelWanted, setPanelWanted] = useStored('rapport.panel', true, isBoolean);
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const count = Math.min(wanted, fits.columns);
  const isDocked = fits.width - 264 - 300 >= count * 330;

  const ids = conversations.map(({ id }) => id);
  const [columns, setColumns] = useState(noColumns);
  const arranged = arrange(columns, ids, count, active);
  if (arranged !== columns) setColumns(arranged);
  const current = ids.includes(active ?? '') ? active : arranged.shown[0];
  const interaction = conversations.find(({ id }) => id === current);
  useViewing(current);
  // One that was accepted this moment is on the desk before it is among the conversations.
  const isComing = desk.interactions.some(({ id }) => id === active);
  useEffect(() => {
    if (!isPhone && current !== active && !isComing) onActivate(current);
  }, [isPhone, current, active, isComing, onActivate]);

  const step = (by: number) => {
    if (ids.length === 0) return;
    const at = ids.indexOf(current ?? '');
    onActivate(ids[(at + by + ids.length) % ids.length]);
  };
  const togglePanel = () => (isDocked ? setPanelWanted(!isPanelWanted) : setDrawerOpen(!isDrawerOpen));
  useShortcut('nextConversation', () => step(1));
  useShortcut('previousConversation', () => step(-1));
  useShortcut('moreColumns', () => setWanted(Math.min(3, wanted + 1)));
  useShortcut('fewerColumns', () => setWanted(Math.max(1, wanted - 1)));
  useShortcut('customerPanel', togglePanel);

  const hasChosen = isPhone && interaction !== undefined && active !== undefined;
  const shown = isPhone ? (hasChosen ? [interaction] : []) : shownOf(arranged.shown, conversations);
  return (
    <div className={styles.workspace}>
      <h1 className="sr-only">{t('ui:nav.conversations')}</h1>
      {(!isPhone || !hasChosen) && (
        <aside className={styles.side} aria-label={t('my_conversations')}>
          <div className={styles.scroll}>
            <div className={styles.offers}>
              <OfferStack onAccepted={onActivate} />
            </div>
            <h2 className={styles.heading}>
              {t('my_conversations')} <span className="quiet">{conversations.length}</span>
            </h2>
            {conversations.length === 0 ? (
              <NothingOpen desk={desk} />
            ) : (
              <ConversationList
                conversations={conversations}
                shown={arranged.shown}
                active={isPhone ? undefined : current}
                me={me}
                onOpen={onActivate}
              />
            )}
          </div>
          <footer className={styles.sideFoot}>
            <NotificationButton />
            {fits.columns > 1 && (
              <label className={styles.columnsChoice}>
                <span>{t('columns')}</span>
                <Segmented
                  size="small"
                  options={[1, 2, 3].slice(0, fits.columns)}
                  value={count}
                  onChange={setWanted}
                  aria-label={t('columns')}
                />
              </label>
            )}
          </footer>
        </aside>
      )}
      <div className={styles.columns}>
        {hasChosen && (
          <Button
            type="text"
            className={styles.back}
            icon={<LeftOutlined />}
            onClick={() => onActivate(undefined)}
          >
            {t('all_conversations')}
          </Button>
        )}
        {hasChosen && (
          <div className={styles.offers}>
            <OfferStack onAccepted={onActivate} />
          </div>
        )}
        {shown.map((each) => (
          <Conversation
            key={each.id}
            interaction={each}
            me={me}
            isActive={each.id === current}
            onTogglePanel={togglePanel}
            banner={banner}
            callBar={callBar}
            recordings={recordings}
            mails={mails}
            onActivate={() => {
              if (each.id !== current) onActivate(each.id);
            }}
          />
        ))}
        {shown.length === 0 && !isPhone && (
          <EmptyState icon={<InboxOutlined />} title={t('nothing_open')} text={t('nothing_open_text')} />
        )}
      </div>
      {interaction && isDocked && isPanelWanted && (
        <aside className={styles.panel} aria-label={t('customer')}>
          {panel(interaction)}
        </aside>
      )}
      {interaction && !isDocked && (
        <Drawer
          open={isDrawerOpen}
          onClose={() => setDrawerOpen(false)}
          size={360}
          title={interaction.customer.name}
        >
          {panel(interaction)}
        </Drawer>
      )}
    </div>
  );
}

function shownOf(shown: string[], conversations: Interaction[]): Interaction[] {
  return shown.flatMap((id) => conversations.find((each) => each.id === id) ?? []);
}

function useFittingColumns(): { columns: number; width: number } {
  const [width, setWidth] = useState(() => window.innerWidth);
  useEffect(() => {
    const update = () => setWidth(window.innerWidth);
    window.addEventListener('resize', update);
    return () => window.removeEventListener('resize', update);
  }, []);
  return { columns: Math.max(1, Math.min(3, Math.floor((width - 264) / 330))), width };
}

function NothingOpen({ desk }: { desk: Desk }) {
  const me = useSession().user.id;
  const { t } = useTranslation('interactions');
  if (offersTo(desk.interactions, me).length > 0) return null;
  const isReady = desk.me?.presence === 'available';
  return (
    <EmptyState
      icon={<SmileOutlined />}
      title={t(isReady ? 'list_empty' : 'list_empty_away')}
      text={t(isReady ? 'list_empty_text' : 'list_empty_away_text')}
    />
  );
}

function NotificationButton() {
  const { t } = useTranslation('interactions');
  const { canAsk, ask } = useNotificationPermission();
  if (!canAsk) return null;
  return (
    <Button size="small" icon={<BellOutlined />} onClick={ask}>
      {t('notify')}
    </Button>
  );
}
