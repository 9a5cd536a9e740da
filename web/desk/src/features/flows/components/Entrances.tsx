import { App as AntApp, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FlowDefinition } from '@/lib/api-types';
import { Link } from 'react-router';
import { useDirectory } from '@/lib/directory';
import { useResourceList } from '@/lib/resource';
import { useProblemText } from '@/ui/use-problem-text';
import { useEntrances } from '../api/get-entrances';
import { useFlows } from '../api/get-flows';
import { phoneNumbers } from '../api/phone-numbers';
import { useSetEntrance } from '../api/set-entrance';
import { Field } from './Field';

interface Props {
  flowId: string;
  flow: FlowDefinition;
  isLive: boolean;
}

// What begins with this flow. Takes effect at once, unlike everything else here.
export function Entrances(props: Props) {
  return (
    <>
      {props.flow.channels.includes('chat') && <Chats {...props} />}
      {props.flow.channels.includes('voice') && <Numbers {...props} />}
    </>
  );
}

// A telephone number names its flow itself.
function Numbers({ flowId }: Props) {
  const { t } = useTranslation('flows');
  const { data: numbers = [] } = useResourceList(phoneNumbers);
  const own = numbers.filter((each) => each.flow_id === flowId);
  return (
    <Field label={t('numbers')}>
      {(id) => (
        <span id={id}>
          {own.length > 0 ? own.map(({ number }) => number).join(' · ') : t('no_entrance')}{' '}
          <Link to="/admin/phone_numbers">{t('to_numbers')}</Link>
        </span>
      )}
    </Field>
  );
}

function Chats({ flowId, isLive }: Props) {
  const { t } = useTranslation('flows');
  const { channels } = useDirectory();
  const { data: entrances = [] } = useEntrances();
  const { data: flows } = useFlows();
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const setEntrance = useSetEntrance();
  const flowOf = (key: string) =>
    entrances.find((each) => each.kind === 'webchat' && each.key === key)?.flow_id;
  const own = channels.filter(({ id }) => flowOf(id) === flowId).map(({ id }) => id);
  const change = (next: string[]) => {
    const changed = [
      ...next.filter((key) => !own.includes(key)).map((key) => ({ key, flow_id: flowId })),
      ...own.filter((key) => !next.includes(key)).map((key) => ({ key, flow_id: undefined })),
    ];
    void changed
      .reduce<Promise<unknown>>(
        (before, each) => before.then(() => setEntrance.mutateAsync({ kind: 'webchat', ...each })),
        Promise.resolve(),
      )
      .then(
        () => message.success(t('entrance_set')),
        (error: unknown) => message.error(problemText(error)),
      );
  };
  return (
    <Field label={t('entrances')} help={t(isLive ? 'entrances_help' : 'entrances_after_publishing')}>
      {(id) => (
        <Select
          id={id}
          mode="multiple"
          disabled={!isLive}
          loading={setEntrance.isPending}
          value={own}
          placeholder={t('no_entrance')}
          options={channels.map((channel) => {
            const other = flowOf(channel.id);
            const name =
              other && other !== flowId ? flows?.find((each) => each.id === other)?.name : undefined;
            return { value: channel.id, label: name ? `${channel.name} (${name})` : channel.name };
          })}
          onChange={change}
        />
      )}
    </Field>
  );
}
