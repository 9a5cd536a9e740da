import { UserAddOutlined } from '@ant-design/icons';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { dialled } from '../state/number';
import { CallButton } from './CallButton';
import styles from './CallBar.module.css';

interface Props {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onDial: (number: string) => void;
  disabled: boolean;
}

// Calls somebody outside while the customer is on hold.
export function AddNumber({ isOpen, onOpenChange, onDial, disabled }: Props) {
  const { t } = useTranslation('softphone');
  const dial = (number: string) => {
    onOpenChange(false);
    onDial(number);
  };
  return (
    <Popover
      open={isOpen && !disabled}
      onOpenChange={onOpenChange}
      trigger="click"
      destroyOnHidden
      content={<NumberForm onDial={dial} />}
    >
      <span className={styles.slot}>
        <CallButton
          icon={<UserAddOutlined />}
          label={t('add_number')}
          of="addNumber"
          isExpanded={isOpen}
          disabled={disabled}
        />
      </span>
    </Popover>
  );
}

function NumberForm({ onDial }: { onDial: (number: string) => void }) {
  const { t } = useTranslation('softphone');
  const [text, setText] = useState('');
  const number = dialled(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (number) onDial(number);
  };
  return (
    <form className={styles.number} onSubmit={submit}>
      <label htmlFor="outside-number">{t('outside_number')}</label>
      <div>
        <Input
          id="outside-number"
          type="tel"
          autoFocus
          autoComplete="off"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <Button type="primary" htmlType="submit" disabled={!number}>
          {t('dial')}
        </Button>
      </div>
      <p className="quiet">{t('outside_number_help')}</p>
    </form>
  );
}
