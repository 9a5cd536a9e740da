import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useZone } from '@/lib/zone';
import { tablePath } from '../api/history-imports';
import { rangeOf } from '../state/view';
import type { View } from '../state/view';

// What is shown, as a table that can be imported again.
export function ExportButton({ view }: { view: View }) {
  const { t } = useTranslation('workload');
  const zone = useZone();
  const range = rangeOf(view, zone);
  if (!range) return null;
  const query = {
    queue_id: range.queue_id,
    from: range.from,
    to: range.to,
    interval_min: String(range.interval_min),
  };
  const link = (is_workbook: boolean, text: string) => ({
    key: text,
    label: (
      <a href={tablePath({ ...query, is_workbook: String(is_workbook) })} download>
        {text}
      </a>
    ),
  });
  return (
    <Dropdown trigger={['click']} menu={{ items: [link(false, 'CSV'), link(true, 'XLSX')] }}>
      <Button icon={<DownloadOutlined />}>{t('export')}</Button>
    </Dropdown>
  );
}
