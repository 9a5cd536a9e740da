// What a step does, to fill in; one set of fields per kind.
import type { FlowDefinition } from '@/lib/api-types';
import type { Does, DoesOf, Kind } from '../state/kinds';
import { BranchFields, RecordFields, SetFields, SplitFields, TagFields } from './DecideFields';
import { CallbackFields, TransferFields, VoicemailFields } from './LeaveFields';
import { HoursFields, LookupFields, WebhookFields } from './AskFields';
import { QueueFields } from './QueueFields';
import { CollectFields, MenuFields, SayFields } from './TalkFields';

export interface FieldsOf<K extends Kind> {
  flow: FlowDefinition;
  does: DoesOf<K>;
  // `name`: of the field, so that typing in one is undone at once.
  onChange: (does: Does, name?: string) => void;
  // An exit of the author's has another name from now on.
  onRename: (from: string, to: string, does: Does) => void;
}

interface Props {
  flow: FlowDefinition;
  does: Does;
  onChange: (does: Does, name?: string) => void;
  onRename: (from: string, to: string, does: Does) => void;
}

export function StepFields({ does, ...rest }: Props) {
  switch (does.kind) {
    case 'say':
      return <SayFields does={does} {...rest} />;
    case 'menu':
      return <MenuFields does={does} {...rest} />;
    case 'collect':
      return <CollectFields does={does} {...rest} />;
    case 'set':
      return <SetFields does={does} {...rest} />;
    case 'branch':
      return <BranchFields does={does} {...rest} />;
    case 'split':
      return <SplitFields does={does} {...rest} />;
    case 'tag':
      return <TagFields does={does} {...rest} />;
    case 'record':
      return <RecordFields does={does} {...rest} />;
    case 'hours':
      return <HoursFields does={does} {...rest} />;
    case 'lookup':
      return <LookupFields does={does} {...rest} />;
    case 'webhook':
      return <WebhookFields does={does} {...rest} />;
    case 'queue':
      return <QueueFields does={does} {...rest} />;
    case 'callback':
      return <CallbackFields does={does} {...rest} />;
    case 'voicemail':
      return <VoicemailFields does={does} {...rest} />;
    case 'transfer':
      return <TransferFields does={does} {...rest} />;
    case 'language':
    case 'end':
      return null;
  }
}
