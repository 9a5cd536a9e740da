import { UploadOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PortalShown } from '@/lib/api-types';
import { useProblemText } from '@/ui/use-problem-text';
import { useChangeLogo } from '../api/portal';
import styles from './Portal.module.css';

export function LogoField({ portal }: { portal: PortalShown }) {
  const { t } = useTranslation('portal');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const change = useChangeLogo();
  const set = (file: File | null) =>
    change.mutate(file, {
      onSuccess: () => void message.success(t('ui:admin.saved')),
      onError: (error) => void message.error(problemText(error)),
    });
  return (
    <section className={styles.card} aria-label={t('logo')}>
      <h2>{t('logo')}</h2>
      <p className="quiet">{t('logo_help')}</p>
      <div className={styles.logo}>
        {portal.has_logo && <img src={`${portal.path}/-/logo?at=${change.submittedAt}`} alt={t('logo')} />}
        <Upload
          accept="image/png,image/jpeg,image/webp"
          showUploadList={false}
          beforeUpload={(file) => {
            set(file);
            return false;
          }}
        >
          <Button icon={<UploadOutlined />} loading={change.isPending}>
            {t('choose_logo')}
          </Button>
        </Upload>
        {portal.has_logo && <Button onClick={() => set(null)}>{t('remove_logo')}</Button>}
      </div>
    </section>
  );
}
