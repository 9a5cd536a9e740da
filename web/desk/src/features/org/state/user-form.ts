import type { ChannelKind, Language, User } from '@/lib/contract';

export const channelKinds: ChannelKind[] = ['voice', 'chat', 'message', 'email', 'task', 'voicemail'];

export type UserValues = Omit<User, 'id' | 'has_totp' | 'language'> & { language?: Language };

const channel = (at_once_max: number, units: number, is_interruptible = false) => ({
  at_once_max,
  units,
  is_interruptible,
});

// The switchboard's own defaults: a call takes everything, four chats fill somebody, an email can be interrupted.
export const blankUser: UserValues = {
  email: '',
  name: '',
  role_ids: [],
  team_ids: [],
  skills: [],
  queue_ids: [],
  is_active: true,
  capacity: {
    units: 100,
    channels: {
      voice: channel(1, 100),
      chat: channel(4, 25),
      message: channel(4, 25),
      email: channel(2, 50, true),
      task: channel(2, 50, true),
      voicemail: channel(2, 50, true),
    },
  },
};

export function valuesOfUser({ id: _id, has_totp: _totp, ...values }: User): UserValues {
  return values;
}

// An empty password means: keep what there is.
export function fieldsOfUser({ password, language, ...rest }: UserValues): object {
  return { ...rest, ...(password ? { password } : {}), ...(language ? { language } : {}) };
}
