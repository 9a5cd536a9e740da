import { EditOutlined } from '@ant-design/icons';
import { App as AntApp, Button, InputNumber, Popover, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Interaction } from '@/lib/contract';
import { useProblemText } from '@/ui/use-problem-text';
import { useSetPriority } from '../api/set-priority';

export function PriorityCell({ interaction }: { interaction: Interaction }) {
  const { t } = useTranslation('board');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const [isOpen, setOpen] = useState(false);
  const [value, setValue] = useState(interaction.priority);
  const set = useSetPriority(interaction.id);
  const save = () =>
    set.mutate(value, {
      onSuccess: () => setOpen(false),
      onError: (error) => void message.error(problemText(error)),
    });
  const form = (
    <div style={{ width: 240 }}>
      <p style={{ marginTop: 0 }}>{t('priority_help')}</p>
      <Space.Compact block>
        <InputNumber
          min={-1000}
          max={1000}
          value={value}
          aria-label={t('priority')}
          onChange={(next) => setValue(next ?? 0)}
          onPressEnter={save}
          style={{ width: '100%' }}
        />
        <Button type="primary" loading={set.isPending} onClick={save}>
          {t('ui:save')}
        </Button>
      </Space.Compact>
    </div>
  );
  const onOpenChange = (next: boolean) => {
    setOpen(next);
    setValue(interaction.priority);
  };
  return (
    <Popover content={form} trigger="click" open={isOpen} onOpenChange={onOpenChange} destroyOnHidden>
      <Button type="text" size="small" icon={<EditOutlined />} iconPlacement="end">
        {interaction.priority}
        <span className="sr-only">{t('change_priority')}</span>
      </Button>
    </Popover>
  );
}
