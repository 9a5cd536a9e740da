import { SettingOutlined } from '@ant-design/icons';
import { Button, Segmented, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommunityPost, QuestionList } from '@/lib/api-types';
import { useFormat } from '@/lib/format';
import { useMay } from '@/lib/session';
import { ErrorState } from '@/ui/ErrorState';
import { MoreButton } from '@/ui/MoreButton';
import { PageFrame } from '@/ui/PageFrame';
import { ScrollBox } from '@/ui/ScrollBox';
import { useQuestions } from '../api/community';
import { CommunitySettingsDrawer } from './CommunitySettingsDrawer';
import { PostBadges } from './PostBadges';
import styles from './Community.module.css';

const lists: QuestionList[] = ['everything', 'unanswered', 'waiting'];

// What customers ask each other, and what of it waits for a moderator.
export function CommunityPage({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation('community');
  const format = useFormat();
  const mayKeep = useMay('publish_knowledge');
  const [list, setList] = useState<QuestionList>('everything');
  const [isSetting, setSetting] = useState(false);
  const found = useQuestions(list);
  const questions = found.data?.pages.flatMap(({ items }) => items);
  return (
    <PageFrame
      title={t('title')}
      subtitle={t('help')}
      actions={
        mayKeep && (
          <Button icon={<SettingOutlined />} onClick={() => setSetting(true)}>
            {t('settings.title')}
          </Button>
        )
      }
    >
      <div className={styles.bar}>
        <Segmented<QuestionList>
          aria-label={t('list.title')}
          value={list}
          onChange={setList}
          options={lists.map((value) => ({ value, label: t(`list.${value}`) }))}
        />
      </div>
      {found.error && !questions ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <ScrollBox label={t('title')} minWidth={720}>
          <Table<CommunityPost>
            size="small"
            rowKey="id"
            dataSource={questions}
            loading={found.isPending}
            pagination={false}
            locale={{ emptyText: t(`list.none_${list}`) }}
            columns={[
              {
                title: t('question'),
                render: (_, post) => (
                  <span className={styles.titleCell}>
                    <Button
                      type="link"
                      size="small"
                      className={styles.titleLink}
                      onClick={() => onOpen(post.id)}
                    >
                      {post.title}
                    </Button>
                    <span className="quiet">{post.name}</span>
                  </span>
                ),
              },
              {
                title: t('state'),
                width: 240,
                render: (_, post) => <PostBadges post={post} isQuestion />,
              },
              {
                title: t('answers'),
                width: 90,
                align: 'right',
                render: (_, post) => <span className="numbers">{post.answers}</span>,
              },
              {
                title: t('votes'),
                width: 90,
                align: 'right',
                render: (_, post) => <span className="numbers">{post.votes}</span>,
              },
              { title: t('last_at'), width: 180, render: (_, post) => format.dateTime(post.last_at) },
            ]}
          />
        </ScrollBox>
      )}
      <MoreButton pages={found} label={t('more')} />
      {isSetting && <CommunitySettingsDrawer onClose={() => setSetting(false)} />}
    </PageFrame>
  );
}
