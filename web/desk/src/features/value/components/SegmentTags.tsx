import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SegmentMark } from '@/lib/contract';
import styles from './Value.module.css';

export const segmentColours = ['grey', 'gold', 'green', 'blue', 'red', 'purple'] as const;

export function useSegmentName(): (segment: { name: string; name_zh: string }) => string {
  const { i18n } = useTranslation();
  return ({ name, name_zh }) => (i18n.language.startsWith('zh') && name_zh) || name;
}

export function SegmentTags({ segments }: { segments: SegmentMark[] }) {
  const nameOf = useSegmentName();
  return (
    <>
      {segments.map((segment) => (
        <Tag key={segment.id}>
          <span className={styles.dot} style={{ background: `var(--ant-${segment.colour}-6, #8c8c8c)` }} />
          {nameOf(segment)}
        </Tag>
      ))}
    </>
  );
}
