// Which flows a customer can be sent into from here, as a menu: one entry each, or one for each language. Pure.
import type { AssistFlow } from '@/lib/api-types';

export interface FlowChoice {
  key: string;
  flow_id: string;
  language?: string;
}

export interface FlowEntry {
  flow: AssistFlow;
  // One: no need to choose.
  choices: FlowChoice[];
}

export function entriesFor(flows: readonly AssistFlow[] | undefined, channel: string): FlowEntry[] {
  return (flows ?? [])
    .filter(({ channels }) => (channels as string[]).includes(channel))
    .map((flow) => ({
      flow,
      choices: flow.languages.map((language) => ({
        key: `${flow.id}/${language}`,
        flow_id: flow.id,
        language,
      })),
    }));
}

// "card_number" is what authors may write; people read "card number".
export const asWords = (name: string) => name.replaceAll('_', ' ');
