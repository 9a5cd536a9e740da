import { ExclamationCircleOutlined, WarningFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Level } from '../state/levels';
import styles from './Board.module.css';

export function LevelMark({ level, children }: { level: Level; children: ReactNode }) {
  const { t } = useTranslation('board');
  return (
    <span className={`${styles.level} ${styles[level]} numbers`}>
      {level === 'watch' && <ExclamationCircleOutlined aria-label={t('watch')} />}
      {level === 'alarm' && <WarningFilled aria-label={t('alarm')} />}
      {children}
    </span>
  );
}
