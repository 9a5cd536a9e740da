import { CustomerServiceOutlined } from '@ant-design/icons';
import { Button, Skeleton, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Prompt } from '@/lib/api-types';
import { clockText, useFormat } from '@/lib/format';
import { useResourceList } from '@/lib/resource';
import { ErrorState } from '@/ui/ErrorState';
import { PageFrame } from '@/ui/PageFrame';
import { ResourceForm } from '@/ui/ResourceForm';
import { ScrollBox } from '@/ui/ScrollBox';
import { prompts } from '../api/prompts';
import { MusicDrawer } from './MusicDrawer';
import { PlayButton } from './PlayButton';
import { PromptForm } from './PromptForm';
import { UploadArea } from './UploadArea';
import { useLanguageWords } from './use-language-words';

// What callers hear that nobody says live: announcements and music.
export function PromptsPage() {
  const { t } = useTranslation('prompts');
  const format = useFormat();
  const languageWords = useLanguageWords();
  const { data, error, refetch } = useResourceList(prompts);
  const [edited, setEdited] = useState<Prompt>();
  const [playing, setPlaying] = useState<string>();
  const [isMusic, setMusic] = useState(false);
  return (
    <PageFrame
      title={t('title')}
      subtitle={t('help')}
      actions={
        <Button icon={<CustomerServiceOutlined />} onClick={() => setMusic(true)}>
          {t('music')}
        </Button>
      }
    >
      <UploadArea />
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton active paragraph={{ rows: 4 }} />}
      {data && (
        <ScrollBox label={t('title')} minWidth={640}>
          <Table<Prompt>
            size="small"
            rowKey="id"
            dataSource={data}
            pagination={data.length > 25 ? { pageSize: 25, size: 'small', showSizeChanger: false } : false}
            locale={{ emptyText: t('none_yet') }}
            columns={[
              {
                title: t('ui:admin.name'),
                sorter: (a, b) => a.name.localeCompare(b.name),
                render: (_, prompt) => (
                  <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setEdited(prompt)}>
                    {prompt.name}
                  </Button>
                ),
              },
              {
                title: <span className="sr-only">{t('play')}</span>,
                width: 48,
                render: (_, prompt) => (
                  <PlayButton
                    prompt={prompt}
                    isOn={playing === prompt.id}
                    onTurn={(isOn) => setPlaying(isOn ? prompt.id : undefined)}
                  />
                ),
              },
              { title: t('language'), render: (_, { language }) => languageWords(language) },
              {
                title: t('length'),
                align: 'right',
                render: (_, prompt) => (
                  <span className="numbers">{clockText(Math.round(prompt.duration_ms / 1000))}</span>
                ),
              },
              { title: t('size'), align: 'right', render: (_, { bytes }) => format.bytes(bytes) },
              { title: t('created_at'), render: (_, prompt) => format.dateTime(prompt.created_at) },
            ]}
          />
        </ScrollBox>
      )}
      {edited && (
        <ResourceForm<Prompt, { name: string; language: string }>
          key={edited.id}
          resource={prompts}
          item={edited}
          addText=""
          blank={{ name: '', language: '' }}
          valuesOf={({ name, language }) => ({ name, language })}
          form={() => <PromptForm prompt={edited} />}
          nameOf={({ name }) => name}
          onClose={() => setEdited(undefined)}
        />
      )}
      {isMusic && <MusicDrawer onClose={() => setMusic(false)} />}
    </PageFrame>
  );
}
