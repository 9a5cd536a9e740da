import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';

interface Props {
  pathOf: (isWorkbook: boolean) => string; // on the server, whole
  title?: string;
}

// What is shown as a file: one table as CSV, or a workbook with everything that belongs to it.
export function TableExport({ pathOf, title }: Props) {
  const { t } = useTranslation('ui');
  const link = (isWorkbook: boolean, text: string) => ({
    key: text,
    label: (
      <a href={pathOf(isWorkbook)} download>
        {text}
      </a>
    ),
  });
  return (
    <Dropdown trigger={['click']} menu={{ items: [link(false, 'CSV'), link(true, 'XLSX')] }}>
      <Button icon={<DownloadOutlined />}>{title ?? t('export')}</Button>
    </Dropdown>
  );
}
