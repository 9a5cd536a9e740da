import { App as AntApp, Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useLive } from '@/lib/live/live-context';

// Says at once that one's shifts are other ones: published, or changed by a planner or a swap.
export function ShiftNews() {
  const { t } = useTranslation('requests');
  const { feed } = useLive();
  const { notification } = AntApp.useApp();
  const navigate = useNavigate();
  useEffect(
    () =>
      feed.listen((event) => {
        if (event.type !== 'shifts' || event.what !== 'schedule') return;
        const key = 'shifts';
        const open = () => {
          notification.destroy(key);
          void navigate('/schedule');
        };
        notification.info({
          key,
          title: t('news.title'),
          description: t('news.text'),
          actions: (
            <Button size="small" type="primary" onClick={open}>
              {t('news.open')}
            </Button>
          ),
        });
      }),
    [feed, notification, navigate, t],
  );
  return null;
}
