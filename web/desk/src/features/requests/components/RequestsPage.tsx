import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageFrame } from '@/ui/PageFrame';
import { useShiftSwaps, useTimeOffRequests } from '../api/planner';
import { BidsTable } from './BidsTable';
import { OffersTable } from './OffersTable';
import { SwapsTable } from './SwapsTable';
import { TimeOffTable } from './TimeOffTable';

// What agents ask for and planners decide, and what planners offer. The tab stands in the address.
export function RequestsPage() {
  const { t } = useTranslation('requests');
  const [params, setParams] = useSearchParams();
  const waiting = useTimeOffRequests('waiting').data?.length ?? 0;
  const swaps = useShiftSwaps().data?.filter(({ state }) => state === 'waiting').length ?? 0;
  const counted = (name: string, count: number) => (count > 0 ? `${name} (${count})` : name);
  return (
    <PageFrame title={t('planner.title')} subtitle={t('planner.help')} isWide>
      <Tabs
        activeKey={params.get('tab') ?? 'time_off'}
        onChange={(tab) => setParams({ tab }, { replace: true })}
        destroyOnHidden
        items={[
          { key: 'time_off', label: counted(t('time_off.title'), waiting), children: <TimeOffTable /> },
          { key: 'swaps', label: counted(t('swap.title'), swaps), children: <SwapsTable /> },
          { key: 'offers', label: t('offer.planner'), children: <OffersTable /> },
          { key: 'bids', label: t('bid.planner'), children: <BidsTable /> },
        ]}
      />
    </PageFrame>
  );
}
