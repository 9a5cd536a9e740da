import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { IncomingWebhooks } from './IncomingWebhooks';
import { OutgoingWebhooks } from './OutgoingWebhooks';

// What we tell the company's own servers, and what they tell us.
export function WebhooksPage() {
  const { t } = useTranslation('webhooks');
  const [params, setParams] = useSearchParams();
  const tab = params.get('tab') === 'incoming' ? 'incoming' : 'outgoing';
  const tabs = (
    <Tabs
      activeKey={tab}
      onChange={(key) => setParams(key === 'incoming' ? { tab: key } : {}, { replace: true })}
      items={[
        { key: 'outgoing', label: t('outgoing') },
        { key: 'incoming', label: t('incoming.title') },
      ]}
    />
  );
  return tab === 'incoming' ? <IncomingWebhooks tabs={tabs} /> : <OutgoingWebhooks tabs={tabs} />;
}
