import { Select } from 'antd';
import type { ReactNode } from 'react';
import { NavLink, useNavigate } from 'react-router';
import { useMedia } from '@/lib/use-media';
import styles from './SectionFrame.module.css';

export interface SectionLink {
  to: string;
  label: string;
}

export interface SectionGroup {
  label: string;
  links: SectionLink[];
}

interface Props {
  title: string;
  groups: SectionGroup[]; // those without links are not shown
  current: string; // the link's `to`
  children: ReactNode;
}

// Pages of one kind: a list beside them, or above where there is no room.
export function SectionFrame({ title, groups, current, children }: Props) {
  const isNarrow = useMedia('(max-width: 899px)');
  const shown = groups.filter(({ links }) => links.length > 0);
  return (
    <div className={styles.frame}>
      {isNarrow ? (
        <SectionSelect title={title} groups={shown} current={current} />
      ) : (
        <SectionNav title={title} groups={shown} />
      )}
      <div className={styles.page}>{children}</div>
    </div>
  );
}

function SectionNav({ title, groups }: Pick<Props, 'title' | 'groups'>) {
  return (
    <nav className={styles.nav} aria-label={title}>
      {groups.map(({ label, links }) => (
        <div key={label}>
          <h2>{label}</h2>
          {links.map((link) => (
            <NavLink key={link.to} to={link.to}>
              {link.label}
            </NavLink>
          ))}
        </div>
      ))}
    </nav>
  );
}

function SectionSelect({ title, groups, current }: Omit<Props, 'children'>) {
  const navigate = useNavigate();
  return (
    <div className={styles.select}>
      <Select
        value={current}
        options={groups.map(({ label, links }) => ({
          label,
          options: links.map((link) => ({ value: link.to, label: link.label })),
        }))}
        aria-label={title}
        onChange={(to: string) => void navigate(to)}
        style={{ width: '100%' }}
      />
    </div>
  );
}
