import { CalendarOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageFrame } from '@/ui/PageFrame';
import { AskTimeOff } from './AskTimeOff';
import { BidPanel } from './BidPanel';
import { CalendarDialog } from './CalendarDialog';
import { OfferPanel } from './OfferPanel';
import styles from './Requests.module.css';
import { ShiftList } from './ShiftList';
import { SwapPanel } from './SwapPanel';
import { TimeOffPanel } from './TimeOffPanel';

// An agent's own shifts, and everything they may ask for.
export function MySchedulePage() {
  const { t } = useTranslation('requests');
  const [open, setOpen] = useState<'calendar' | 'time_off' | null>(null);
  const close = () => setOpen(null);
  return (
    <PageFrame
      title={t('own.title')}
      subtitle={t('own.help')}
      isWide
      actions={
        <>
          <Button icon={<CalendarOutlined />} onClick={() => setOpen('calendar')}>
            {t('calendar.title')}
          </Button>
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('time_off')}>
            {t('ask.title')}
          </Button>
        </>
      }
    >
      <div className={styles.page}>
        <ShiftList />
        <div className={styles.side}>
          <BidPanel />
          <TimeOffPanel />
          <SwapPanel />
          <OfferPanel />
        </div>
      </div>
      {open === 'calendar' && <CalendarDialog onClose={close} />}
      {open === 'time_off' && <AskTimeOff onClose={close} />}
    </PageFrame>
  );
}
