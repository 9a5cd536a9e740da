import { PlusOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Interaction, ListedCase } from '@/lib/contract';
import { useMay } from '@/lib/session';
import { useProblemText } from '@/ui/use-problem-text';
import { useCaseCommand, useChangeCase } from '../api/change-case';
import { useCases } from '../api/get-cases';
import { reachable } from '../state/due';
import styles from './Cases.module.css';
import { Due } from './Due';
import { OpenCaseDialog } from './OpenCaseDialog';
import { StatusBadge } from './StatusBadge';

// Beside a conversation: the customer's open cases, which of them this belongs to, a new one.
export function CasesHere({ interaction }: { interaction: Interaction }) {
  const { t } = useTranslation('cases');
  const works = useMay('take_interactions');
  const [isOpening, setOpening] = useState(false);
  const of = useCases(
    { customer_id: interaction.customer.id, is_open: true },
    interaction.customer.id !== '0',
  );
  const linked = useCases({ interaction_id: interaction.id });
  const here = linked.data?.pages.flatMap(({ items }) => items) ?? [];
  const others = (of.data?.pages.flatMap(({ items }) => items) ?? []).filter(
    ({ id }) => !here.some((each) => each.id === id),
  );
  return (
    <section className={styles.here}>
      <header>
        <h2>{t('cases_here')}</h2>
        {works && (
          <Button
            size="small"
            type="text"
            icon={<PlusOutlined />}
            aria-label={t('open_case')}
            onClick={() => setOpening(true)}
          />
        )}
      </header>
      <ul className={styles.links}>
        {here.map((each) => (
          <Row key={each.id} each={each} interactionId={interaction.id} isLinked canLink={works} />
        ))}
        {others.slice(0, 8).map((each) => (
          <Row key={each.id} each={each} interactionId={interaction.id} isLinked={false} canLink={works} />
        ))}
      </ul>
      {here.length + others.length === 0 && <p className="quiet">{t('no_cases_here')}</p>}
      {isOpening && (
        <OpenCaseDialog
          start={{
            interaction_id: interaction.id,
            subject: interaction.subject ?? '',
            ...(interaction.customer.id !== '0' ? { customer_id: interaction.customer.id } : {}),
          }}
          onClose={() => setOpening(false)}
          onOpened={() => setOpening(false)}
        />
      )}
    </section>
  );
}

interface RowProps {
  each: ListedCase;
  interactionId: string;
  isLinked: boolean;
  canLink: boolean;
}

function Row({ each, interactionId, isLinked, canLink }: RowProps) {
  const { t } = useTranslation('cases');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const command = useCaseCommand(each.id);
  return (
    <li className={styles.hereRow}>
      <Link to={`/cases/${each.id}`}>
        {each.number} {each.subject}
      </Link>
      <span>
        {isLinked && canLink ? <StatusSelect each={each} /> : <StatusBadge status={each.status} />}
        {each.due_at && <Due at={each.due_at} />}
        {canLink && (
          <Button
            size="small"
            type="link"
            loading={command.isPending}
            onClick={() =>
              void command
                .mutateAsync({ name: isLinked ? 'unlink' : 'links', body: { interaction_id: interactionId } })
                .catch((error: unknown) => void message.error(problemText(error)))
            }
          >
            {t(isLinked ? 'unlink' : 'link')}
          </Button>
        )}
      </span>
    </li>
  );
}

// Where it stands, said while the conversation goes on or is wrapped up.
function StatusSelect({ each }: { each: ListedCase }) {
  const { t } = useTranslation('cases');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const change = useChangeCase(each.id);
  return (
    <Select
      size="small"
      value={each.status}
      aria-label={t('status_of', { number: each.number })}
      loading={change.isPending}
      options={reachable(each.status).map((value) => ({ value, label: t(`status.${value}`) }))}
      onChange={(status) =>
        void change
          .mutateAsync({ version: each.version, edit: { status } })
          .catch((error: unknown) => void message.error(problemText(error)))
      }
      popupMatchSelectWidth={false}
    />
  );
}
