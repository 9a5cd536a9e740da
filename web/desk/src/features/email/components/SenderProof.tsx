import { CheckCircleFilled, WarningFilled } from '@ant-design/icons';
import { Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MailView } from '@/lib/contract';
import { Badge } from '@/ui/Badge';
import { proofOf } from '../state/proof';
import styles from './Email.module.css';

// Whether the mail is from whom it says it is, in plain words; what the servers found behind it.
export function SenderProof({ mail }: { mail: MailView }) {
  const { t } = useTranslation('email');
  const proof = proofOf(mail);
  const details = (
    <ul className={styles.checks}>
      {mail.warnings.map((warning) => (
        <li key={warning}>
          <strong>{t(`warning.${warning}`, { defaultValue: warning })}</strong>
        </li>
      ))}
      {mail.checks.map((check, index) => (
        <li key={index}>
          {check.method.toUpperCase()}: {check.result} {check.about && `(${check.about})`}
        </li>
      ))}
      <li className="quiet">
        {mail.checked_by ? t('checked_by', { server: mail.checked_by }) : t('checked_by_nobody')}
      </li>
    </ul>
  );
  return (
    <Popover content={details} trigger={['click', 'hover']} title={t(`proof_help.${proof}`)}>
      <button type="button" className={styles.proof}>
        <Badge tone={proof === 'proven' ? 'calm' : proof === 'doubtful' ? 'alarm' : 'plain'}>
          {proof === 'proven' && <CheckCircleFilled />}
          {proof === 'doubtful' && <WarningFilled />} {t(`proof.${proof}`)}
        </Badge>
      </button>
    </Popover>
  );
}
