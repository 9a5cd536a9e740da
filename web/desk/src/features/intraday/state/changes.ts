// What can be done about the rest of a day, one proposal or several as one, and what of it was done. Pure.
import type { Outlook, OutlookProposal, OutlookTogether, ProposalEdit } from '@/lib/contract';

export interface Change {
  outlook: Outlook; // that proposed it
  made: OutlookProposal | OutlookTogether;
}

export const isTogether = (made: Change['made']): made is OutlookTogether => 'parts' in made;

// The proposals that it is made of, with their places among all.
export const partsOf = ({ outlook, made }: Change): { place: number; proposal: OutlookProposal }[] =>
  isTogether(made)
    ? made.parts.flatMap((place) => {
        const proposal = outlook.proposals[place];
        return proposal ? [{ place, proposal }] : [];
      })
    : [{ place: outlook.proposals.indexOf(made), proposal: made }];

// What it changes, one entry a schedule; nothing where it is done in the settings.
export const editsOf = ({ made }: Change): ProposalEdit[] =>
  isTogether(made) ? made.edits : made.edit ? [made.edit] : [];

// The same change of a schedule, whatever the schedule's version: an outlook made again may propose it again.
const editKey = ({ edit }: OutlookProposal): string | undefined =>
  edit && JSON.stringify([edit.schedule_id, edit.edits]);

// What an outlook proposes and nobody has done yet: several as one first, and only as long as none of them is done.
export function openChanges(outlook: Outlook, applied: Change[]): Change[] {
  const done = new Set(applied.flatMap((change) => partsOf(change).map(({ proposal }) => editKey(proposal))));
  const isOpen = (proposal: OutlookProposal) => !proposal.edit || !done.has(editKey(proposal));
  const single = outlook.proposals.filter(isOpen).map((made): Change => ({ outlook, made }));
  const { together } = outlook;
  if (!together) return single;
  const all: Change = { outlook, made: together };
  return partsOf(all).every(({ proposal }) => isOpen(proposal)) ? [all, ...single] : single;
}
