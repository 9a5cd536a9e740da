import { App as AntApp, Button, Modal, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { SecretOnce } from '@/ui/SecretOnce';
import { useProblemText } from '@/ui/use-problem-text';
import { useEndCalendar, useMakeCalendar } from '../api/own';

// The address of a calendar with one's shifts, for any calendar that subscribes to others.
export function CalendarDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('requests');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const make = useMakeCalendar();
  const end = useEndCalendar();
  const fail = (error: unknown) => void message.error(problemText(error));
  const ended = () => {
    make.reset();
    void message.success(t('calendar.ended'));
  };
  return (
    <Modal open title={t('calendar.title')} footer={null} onCancel={onClose}>
      <p>{t('calendar.help')}</p>
      {make.data && <SecretOnce secret={`${window.location.origin}${make.data.path}`} />}
      <Space wrap>
        <Button
          type="primary"
          loading={make.isPending}
          onClick={() => make.mutate(undefined, { onError: fail })}
        >
          {t('calendar.make')}
        </Button>
        <Button
          danger
          loading={end.isPending}
          onClick={() => end.mutate(undefined, { onError: fail, onSuccess: ended })}
        >
          {t('calendar.end')}
        </Button>
      </Space>
    </Modal>
  );
}
