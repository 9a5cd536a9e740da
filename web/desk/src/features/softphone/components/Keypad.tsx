import { Popover } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { CallButton } from './CallButton';
import { KeypadIcon } from './KeypadIcon';
import styles from './CallBar.module.css';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

interface Props {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onPress: (digit: string) => void;
  disabled: boolean;
}

// Tones for the other end's menu; by mouse or by the keys.
export function Keypad({ isOpen, onOpenChange, onPress, disabled }: Props) {
  const { t } = useTranslation('softphone');
  return (
    <Popover
      open={isOpen && !disabled}
      onOpenChange={onOpenChange}
      trigger="click"
      destroyOnHidden
      content={<Keys onPress={onPress} onClose={() => onOpenChange(false)} />}
    >
      <span className={styles.slot}>
        <CallButton
          icon={<KeypadIcon />}
          label={t('keypad')}
          of="keypad"
          isExpanded={isOpen}
          disabled={disabled}
        />
      </span>
    </Popover>
  );
}

function Keys({ onPress, onClose }: { onPress: (digit: string) => void; onClose: () => void }) {
  const { t } = useTranslation('softphone');
  const [pressed, setPressed] = useState('');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const press = (digit: string) => {
    setPressed((before) => (before + digit).slice(-24));
    onPress(digit);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return onClose();
    if (event.altKey || event.ctrlKey || event.metaKey || !digits.includes(event.key)) return undefined;
    event.preventDefault();
    return press(event.key);
  };
  return (
    <div
      ref={box}
      className={styles.keypad}
      role="group"
      tabIndex={-1}
      aria-label={t('keypad')}
      onKeyDown={onKeyDown}
    >
      <output className="numbers" aria-label={t('pressed')}>
        {pressed || '\u00a0'}
      </output>
      {digits.map((digit) => (
        <button key={digit} type="button" onClick={() => press(digit)}>
          {digit}
        </button>
      ))}
    </div>
  );
}
