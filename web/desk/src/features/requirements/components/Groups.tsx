import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import type { Zone } from '@/lib/zone';
import { issueText } from '@/ui/issue-text';
import { ScrollBox } from '@/ui/ScrollBox';
import type { GroupRequirement, RequirementPoint } from '../state/requirements';
import styles from './Requirements.module.css';

// Interval by interval, with what stands in the way of one agent less.
export function Groups({ groups, zone }: { groups: GroupRequirement[]; zone: Zone }) {
  const { t, i18n } = useTranslation('requirements');
  const format = useFormat(zone.name);
  const hours = (value: number) => format.number(Math.round(value * 10) / 10);
  return (
    <>
      {groups.map(({ group, agent_hours, position_hours, points }) => (
        <section key={group} aria-label={group}>
          <div className={styles.head}>
            <h2>{group}</h2>
            <span className="quiet">
              {t('hours', { agents: hours(agent_hours), positions: hours(position_hours) })}
            </span>
          </div>
          <ScrollBox label={group} minWidth={620}>
            <Table<RequirementPoint>
              size="small"
              rowKey="start"
              dataSource={points.filter(({ agents, first_guess }) => agents > 0 || first_guess > 0)}
              pagination={{ pageSize: 24, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
              columns={[
                { title: t('begins'), render: (_, { start }) => format.dateTime(start) },
                { title: t('agents'), dataIndex: 'agents', align: 'right', className: 'numbers' },
                { title: t('positions'), dataIndex: 'positions', align: 'right', className: 'numbers' },
                { title: t('first_guess'), dataIndex: 'first_guess', align: 'right', className: 'numbers' },
                {
                  title: t('binds'),
                  render: (_, { binds }) =>
                    binds ? issueText(binds, i18n.language) : <span className="quiet">—</span>,
                },
              ]}
            />
          </ScrollBox>
        </section>
      ))}
    </>
  );
}
