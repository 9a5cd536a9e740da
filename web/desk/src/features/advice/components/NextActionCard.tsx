import { App as AntApp, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdviceOutcome, AdvisedAction, Interaction, NextAction } from '@/lib/contract';
import { useShortcut } from '@/lib/keyboard';
import { useMay } from '@/lib/session';
import { Badge } from '@/ui/Badge';
import { ShortcutTip } from '@/ui/ShortcutTip';
import { useProblemText } from '@/ui/use-problem-text';
import { useNextAction, useSayOutcome } from '../api/next-action';
import styles from './Advice.module.css';

const kindTones = { care: 'alarm', collect: 'plain', retain: 'watch', offer: 'calm' } as const;

// What is best done for this customer next, why, and what came of it.
export function NextActionCard({ interaction }: { interaction: Interaction }) {
  const { t } = useTranslation('advice');
  const customerId = interaction.customer.id;
  const { last_message: last } = interaction;
  const said = last?.author === 'customer' ? last.id : '';
  const { data: next } = useNextAction(customerId, interaction.id, said);
  const [isExplained, setExplained] = useState(false);
  if (!next) return null;
  return (
    <section className={styles.card} aria-live="polite">
      <h2>{t('title')}</h2>
      {next.action ? (
        <Action key={next.action.rule_id} action={next.action} interaction={interaction} />
      ) : (
        <p className="quiet">{t('nothing')}</p>
      )}
      <Button
        type="link"
        size="small"
        style={{ padding: 0, marginTop: 6 }}
        aria-expanded={isExplained}
        onClick={() => setExplained(!isExplained)}
      >
        {t(isExplained ? 'hide_rest' : 'show_rest')}
      </Button>
      {isExplained && <Rest next={next} />}
    </section>
  );
}

function Action({ action, interaction }: { action: AdvisedAction; interaction: Interaction }) {
  const { t, i18n } = useTranslation('advice');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const works = useMay('take_interactions');
  const say = useSayOutcome(interaction.customer.id);
  const isChinese = i18n.language.startsWith('zh');
  const tell = (outcome: AdviceOutcome) =>
    void say
      .mutateAsync({ rule_id: action.rule_id, outcome, interaction_id: interaction.id })
      .catch((problem: unknown) => void message.error(problemText(problem)));
  const canTell = works && !say.isPending;
  useShortcut('adviceDone', () => tell('done'), canTell);
  useShortcut('adviceNotNow', () => tell('not_now'), canTell);
  return (
    <>
      <p className={styles.head}>
        <Badge tone={kindTones[action.kind]}>{t(`kind.${action.kind}`)}</Badge>
        <strong>{(isChinese && action.name_zh) || action.name}</strong>
      </p>
      <p className={styles.text}>{(isChinese && action.text_zh) || action.text}</p>
      <Reasons action={action} />
      {works && (
        <div className={styles.buttons}>
          <ShortcutTip title={t('outcome.done')} of="adviceDone">
            <Button size="small" type="primary" loading={say.isPending} onClick={() => tell('done')}>
              {t('outcome.done')}
            </Button>
          </ShortcutTip>
          <Button size="small" disabled={say.isPending} onClick={() => tell('declined')}>
            {t('outcome.declined')}
          </Button>
          <ShortcutTip title={t('outcome.not_now')} of="adviceNotNow">
            <Button size="small" disabled={say.isPending} onClick={() => tell('not_now')}>
              {t('outcome.not_now')}
            </Button>
          </ShortcutTip>
        </div>
      )}
    </>
  );
}

// What the rule looked at. Fields of the organisation's own keep their names.
function Reasons({ action }: { action: AdvisedAction }) {
  const { t } = useTranslation('advice');
  // Of what is so or not, only what is so: "upset: no" is nobody's reason.
  const reasons = action.reasons.filter(({ value }) => value !== 'false');
  if (reasons.length === 0) return null;
  return (
    <p className={styles.reason}>
      {t('because')}{' '}
      {reasons
        .map(({ name, value }) => {
          const named = t(`name.${name}`, { defaultValue: name.replace(/^field_/, '') });
          return value === 'true' ? named : `${named} ${t(`said.${value}`, { defaultValue: value })}`;
        })
        .join(' · ')}
    </p>
  );
}

function Rest({ next }: { next: NextAction }) {
  const { t, i18n } = useTranslation('advice');
  const isChinese = i18n.language.startsWith('zh');
  return (
    <ul className={styles.considered}>
      {next.considered.map((each) => (
        <li key={each.rule_id}>
          <span>{(isChinese && each.name_zh) || each.name}</span>
          <span>
            {each.passed === 'upset' && next.upset_word
              ? t('upset_by', { word: next.upset_word })
              : t(`passed.${each.passed}`)}
          </span>
        </li>
      ))}
    </ul>
  );
}
