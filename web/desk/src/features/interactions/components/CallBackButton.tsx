import { PhoneOutlined } from '@ant-design/icons';
import { App as AntApp, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Interaction } from '@/lib/contract';
import { useProblemText } from '@/ui/use-problem-text';
import { useCallBack } from '../api/call-back';

// From what a caller left: their agent calls them.
export function CallBackButton({ interaction }: { interaction: Interaction }) {
  const { t } = useTranslation('interactions');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const callBack = useCallBack(interaction.id);
  const ask = () =>
    void callBack.mutateAsync().then(
      () => void message.success(t('call_back_asked')),
      (error: unknown) => void message.error(problemText(error)),
    );
  return (
    <Button type="primary" icon={<PhoneOutlined rotate={90} />} loading={callBack.isPending} onClick={ask}>
      {t('call_back')}
    </Button>
  );
}
