// A line or two of what a step says or does, for the canvas and the list. Pure.
import type { Does } from './kinds';

export interface Namer {
  queue: (id: string) => string;
  hours: (id: string) => string;
  agent: (id: string) => string;
  flow: (id: string) => string;
  recorded: (isOn: boolean) => string;
}

// The reader's language where the flow speaks it.
export function said(texts: Record<string, string>, language: string): string {
  const short = language.slice(0, 2).toLowerCase();
  const key = Object.keys(texts).find((each) => each.slice(0, 2).toLowerCase() === short && texts[each]);
  return (key ? texts[key] : Object.values(texts).find(Boolean)) ?? '';
}

export function summary(does: Does, language: string, names: Namer): string {
  switch (does.kind) {
    case 'say':
    case 'menu':
    case 'collect':
    case 'voicemail':
      return said(does.text, language);
    case 'branch':
      return does.cases.map(({ when }) => when).join(' · ');
    case 'set':
      return does.values.map(({ attribute, value }) => `${attribute} = ${value}`).join(' · ');
    case 'hours':
      return does.hours_id === '0' ? '' : names.hours(does.hours_id);
    case 'lookup':
      return does.by === 'channel' ? '' : `${does.by}: ${does.attribute}`;
    case 'webhook':
      return does.url === 'https://' ? '' : does.url;
    case 'queue':
    case 'callback':
      return does.queue_id === '0' ? '' : names.queue(does.queue_id);
    case 'transfer':
      if (does.agent_id) return names.agent(does.agent_id);
      if (does.flow_id) return names.flow(does.flow_id);
      return does.number;
    case 'tag':
      return does.tag;
    case 'record':
      return names.recorded(does.is_on);
    case 'split':
      return does.shares.map(({ name, percent }) => `${name} ${percent} %`).join(' · ');
    case 'language':
    case 'end':
      return '';
  }
}
