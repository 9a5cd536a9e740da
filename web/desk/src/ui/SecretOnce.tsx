import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';

// A secret that the server shows a single time.
export function SecretOnce({ secret }: { secret: string }) {
  const { t } = useTranslation('ui');
  return (
    <>
      <p>{t('admin.secret_once')}</p>
      <Typography.Paragraph copyable={{ text: secret }} code style={{ overflowWrap: 'anywhere' }}>
        {secret}
      </Typography.Paragraph>
    </>
  );
}
