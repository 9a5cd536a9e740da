import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { AllowancesPage } from './AllowancesPage';
import { LimitsPage } from './LimitsPage';
import { TimeOffTypesPage } from './TimeOffTypesPage';

const kinds = ['types', 'limits', 'closed', 'allowances'] as const;
type Kind = (typeof kinds)[number];

// The rules of time off: its types, how many may be away, closed days, each agent's allowance. The tab stands in the
// address.
export function AbsencePage() {
  const { t } = useTranslation('requests');
  const [params, setParams] = useSearchParams();
  const tab: Kind = kinds.find((each) => each === params.get('tab')) ?? 'types';
  const tabs = (
    <Tabs
      activeKey={tab}
      onChange={(key) => setParams(key === 'types' ? {} : { tab: key }, { replace: true })}
      items={kinds.map((key) => ({ key, label: t(`${key}.tab`) }))}
    />
  );
  if (tab === 'types') return <TimeOffTypesPage tabs={tabs} />;
  if (tab === 'allowances') return <AllowancesPage tabs={tabs} />;
  return <LimitsPage key={tab} kind={tab} tabs={tabs} />;
}
