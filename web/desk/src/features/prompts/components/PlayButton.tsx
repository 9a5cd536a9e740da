import { PauseCircleOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { App as AntApp, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Prompt } from '@/lib/api-types';

export const audioOf = ({ id }: Prompt) => `/api/v1/prompts/${id}/audio`;

interface Props {
  prompt: Prompt;
  isOn: boolean;
  onTurn: (isOn: boolean) => void;
}

// One plays at a time: whoever draws these holds which.
export function PlayButton({ prompt, isOn, onTurn }: Props) {
  const { t } = useTranslation('prompts');
  const { message } = AntApp.useApp();
  const fail = () => {
    onTurn(false);
    void message.error(t('cannot_play', { name: prompt.name }));
  };
  return (
    <>
      <Button
        type="text"
        size="small"
        icon={isOn ? <PauseCircleOutlined /> : <PlayCircleOutlined />}
        aria-label={t(isOn ? 'stop_name' : 'play_name', { name: prompt.name })}
        onClick={() => onTurn(!isOn)}
      />
      {isOn && <audio autoPlay src={audioOf(prompt)} onEnded={() => onTurn(false)} onError={fail} />}
    </>
  );
}
