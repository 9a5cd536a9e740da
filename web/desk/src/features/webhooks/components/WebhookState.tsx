import { useTranslation } from 'react-i18next';
import type { Webhook } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';

export function WebhookState({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks');
  const format = useFormat();
  if (webhook.switched_off)
    return (
      <>
        <Badge tone="alarm">{t('state.switched_off')}</Badge> {t(`off.${webhook.switched_off}`)}
      </>
    );
  if (!webhook.is_active) return <Badge>{t('state.off')}</Badge>;
  if (webhook.failing_since)
    return (
      <>
        <Badge tone="watch">{t('state.failing')}</Badge>{' '}
        {t('since', { when: format.dateTime(webhook.failing_since) })}
      </>
    );
  return <Badge tone="calm">{t('state.on')}</Badge>;
}
