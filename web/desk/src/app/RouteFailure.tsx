import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { isRouteErrorResponse, useRouteError } from 'react-router';

export function RouteFailure({ isNotFound = false }: { isNotFound?: boolean }) {
  const { t } = useTranslation('ui');
  const error = useRouteError();
  const isMissing = isNotFound || (isRouteErrorResponse(error) && error.status === 404);
  return (
    <Result
      status={isMissing ? 'info' : 'error'}
      title={
        <h1 style={{ font: 'inherit', margin: 0 }}>{t(isMissing ? 'error.not_found' : 'error.page')}</h1>
      }
      subTitle={isMissing ? t('error.not_found_text') : error instanceof Error ? error.message : undefined}
      extra={
        <Button type="primary" href="/desk/">
          {t('error.home')}
        </Button>
      }
    />
  );
}
