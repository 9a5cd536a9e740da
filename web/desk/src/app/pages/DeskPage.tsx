import { Drawer } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useNextAction } from '@/features/advice/api/next-action';
import { NextActionCard } from '@/features/advice/components/NextActionCard';
import { CasesHere } from '@/features/cases/components/CasesHere';
import { CustomerPanel } from '@/features/customers/components/CustomerPanel';
import { DuplicateBanner } from '@/features/duplicates/components/DuplicateBanner';
import { EmailConversation } from '@/features/email/components/EmailConversation';
import { MailThread } from '@/features/email/components/MailThread';
import { WriteMailButton } from '@/features/email/components/WriteMailButton';
import { Transcript } from '@/features/interactions/components/Transcript';
import { Workspace } from '@/features/interactions/components/Workspace';
import { TriedBefore } from '@/features/portal/components/TriedBefore';
import { SuggestedArticles } from '@/features/knowledge/components/SuggestedArticles';
import { Recordings } from '@/features/recordings/components/Recordings';
import { CallBar } from '@/features/softphone/components/CallBar';
import { ValueSection } from '@/features/value/components/ValueSection';
import type { Interaction } from '@/lib/contract';
import { useDesk } from '@/lib/desk';
import { Insertions, InsertionsContext } from '@/lib/insertions';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';

export function DeskPage() {
  const { t } = useTranslation('customers');
  const { data: desk, error, refetch } = useDesk();
  const { id } = useParams();
  const navigate = useNavigate();
  const [insertions] = useState(() => new Insertions());
  const [reading, setReading] = useState<string | null>(null);
  const activate = useCallback(
    (next: string | undefined) =>
      void navigate(next ? `/conversations/${next}` : '/conversations', { replace: true }),
    [navigate],
  );
  if (!desk) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  return (
    <InsertionsContext value={insertions}>
      <Workspace
        desk={desk}
        active={id}
        onActivate={activate}
        panel={(interaction) => <Beside interaction={interaction} onRead={setReading} />}
        banner={(interaction) => <DuplicateBanner interaction={interaction} onRead={setReading} />}
        callBar={(interaction, isActive) => <CallBar interaction={interaction} isActive={isActive} />}
        recordings={(interactionId) => <Recordings interactionId={interactionId} />}
        mails={({ interaction, notes, isActive, canWrite, noteButton }) => (
          <EmailConversation
            interaction={interaction}
            asides={notes}
            isActive={isActive}
            canWrite={canWrite}
            noteButton={noteButton}
          />
        )}
      />
      <Drawer
        open={reading !== null}
        onClose={() => setReading(null)}
        size={520}
        closable={false}
        aria-label={t('earlier')}
        styles={{ body: { padding: 0 } }}
      >
        {reading && (
          <Transcript
            interactionId={reading}
            onClose={() => setReading(null)}
            mails={(id, notes) => <MailThread interactionId={id} asides={notes} />}
          />
        )}
      </Drawer>
    </InsertionsContext>
  );
}

// Who this is and what there is to know before saying hello.
function Beside({
  interaction,
  onRead,
}: {
  interaction: Interaction;
  onRead: (interactionId: string) => void;
}) {
  const { customer, id, last_message: last } = interaction;
  const { data: next } = useNextAction(customer.id, id, last?.author === 'customer' ? last.id : '');
  return (
    <CustomerPanel
      interaction={interaction}
      asked={next?.action?.text}
      more={<ValueSection customerId={customer.id} />}
      onRead={onRead}
    >
      <NextActionCard key={`next ${id}`} interaction={interaction} />
      <WriteMailButton key={`write ${customer.id}`} customer={customer} />
      <CasesHere interaction={interaction} />
      <TriedBefore key={`tried ${id}`} interactionId={id} />
      <Suggestions of={interaction} />
    </CustomerPanel>
  );
}

function Suggestions({ of: interaction }: { of: Interaction }) {
  const { last_message: last } = interaction;
  const said = last?.author === 'customer' ? last.id : '';
  return <SuggestedArticles key={interaction.id} interactionId={interaction.id} said={said} />;
}
