import { DownOutlined, SendOutlined } from '@ant-design/icons';
import { Button, DatePicker, Dropdown, Modal, Space } from 'antd';
import dayjs from 'dayjs';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import { ShortcutTip } from '@/ui/ShortcutTip';

interface Props {
  isBusy: boolean;
  canSend: boolean;
  onSend: (at?: string) => void;
}

// Now, or at a time.
export function SendButton({ isBusy, canSend, onSend }: Props) {
  const { t } = useTranslation('email');
  const format = useFormat();
  const [chosen, setChosen] = useState<Dayjs | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  const morning = (day: Dayjs) => day.hour(9).minute(0).second(0).millisecond(0);
  const monday = (day: Dayjs) => day.add((8 - day.day()) % 7 || 7, 'day');
  const offers = () => {
    const now = dayjs();
    return [now.add(1, 'hour'), morning(now.add(1, 'day')), morning(monday(now))];
  };
  const items = () => [
    ...offers().map((at) => ({
      key: at.toISOString(),
      label: format.dateTime(at.toISOString()),
      onClick: () => onSend(at.toISOString()),
    })),
    { key: 'choose', label: t('choose_time'), onClick: () => setChoosing(true) },
  ];
  return (
    <>
      <Space.Compact>
        <ShortcutTip title={t('send_keys')}>
          <Button
            type="primary"
            size="small"
            icon={<SendOutlined />}
            loading={isBusy}
            disabled={!canSend}
            onClick={() => onSend()}
          >
            {t('send')}
          </Button>
        </ShortcutTip>
        <Dropdown trigger={['click']} menu={{ items: items() }} disabled={!canSend} placement="topRight">
          <Button type="primary" size="small" icon={<DownOutlined />} aria-label={t('send_later')} />
        </Dropdown>
      </Space.Compact>
      <Modal
        open={isChoosing}
        title={t('send_later')}
        okText={t('send_later')}
        okButtonProps={{ disabled: !chosen }}
        onCancel={() => setChoosing(false)}
        onOk={() => {
          setChoosing(false);
          if (chosen) onSend(chosen.toISOString());
        }}
      >
        <DatePicker
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          minDate={dayjs()}
          value={chosen}
          onChange={(value: Dayjs | null) => setChosen(value)}
          aria-label={t('send_at')}
        />
      </Modal>
    </>
  );
}
