// What the softphone should do next: a pure state machine. The shell (softphone.ts) tells it what happened and
// carries out what it wants. One standing connection: made when the phone is on and the feed is open, made anew
// when either breaks, given away when another tab takes the phone.

export type Problem =
  | 'insecure' // the browser gives no microphone to pages without HTTPS
  | 'denied'
  | 'no_device'
  | 'device_busy'
  | 'device_gone'
  | 'feed'
  | 'unreachable' // the sound's own way (ICE, DTLS) does not come up or broke
  | 'refused'
  | 'failed'; // the browser itself could not

export type Status =
  | 'off'
  | 'asking' // for the microphone
  | 'connecting'
  | 'ready'
  | 'waiting' // tries again by itself
  | 'blocked' // somebody has to do something
  | 'replaced'; // another tab or machine has it

export interface PhoneState {
  status: Status;
  problem?: Problem;
  attempts: number; // that failed since it was last ready
  isFeedOpen: boolean;
  isShaky: boolean; // ready, but nothing has come for a moment
}

export type PhoneEvent =
  | { type: 'on' } // also: try again now, use it here
  | { type: 'off' }
  | { type: 'feed'; isOpen: boolean }
  | { type: 'microphone' }
  | { type: 'microphone_failed'; problem: Problem }
  | { type: 'told'; what: 'connecting' | 'ready' | 'lost' | 'replaced' | 'refused'; sdp?: string }
  | { type: 'transport'; state: 'connected' | 'disconnected' | 'failed' }
  | { type: 'peer_failed' }
  | { type: 'slept' } // the machine or the tab was asleep: whatever was there is gone
  | { type: 'due' }; // the timer

export type PhoneEffect =
  | { type: 'ask_microphone' }
  | { type: 'release_microphone' }
  | { type: 'open' } // a new connection; drops the one before
  | { type: 'answer'; sdp: string }
  | { type: 'close' }
  | { type: 'take_away' } // tell the server
  | { type: 'timer'; ms: number } // replaces the one before
  | { type: 'no_timer' };

export const initialPhone: PhoneState = {
  status: 'off',
  attempts: 0,
  isFeedOpen: false,
  isShaky: false,
};

const connectMs = 8_000;
const shakyMs = 4_000;
const retryMs = { first: 1_000, most: 30_000 };

type Step = [PhoneState, PhoneEffect[]];

export function step(state: PhoneState, event: PhoneEvent): Step {
  switch (event.type) {
    case 'on':
      return ask(state);
    case 'off':
      return turnOff(state);
    case 'feed':
      return feedChanged({ ...state, isFeedOpen: event.isOpen });
    case 'microphone':
      return state.status === 'asking' ? connect({ ...state, problem: undefined }) : [state, []];
    case 'microphone_failed':
      if (state.status === 'off' || state.status === 'replaced') return [state, []];
      return [
        { ...state, status: 'blocked', problem: event.problem, isShaky: false },
        [{ type: 'no_timer' }, { type: 'take_away' }, { type: 'close' }, { type: 'release_microphone' }],
      ];
    case 'told':
      return told(state, event);
    case 'transport':
      return transport(state, event.state);
    case 'peer_failed':
      return isLive(state) ? retryLater(state, 'failed') : [state, []];
    case 'slept':
      return isLive(state) || state.status === 'waiting' ? connect(state) : [state, []];
    case 'due':
      return due(state);
  }
}

const isLive = ({ status }: PhoneState) => status === 'connecting' || status === 'ready';

function ask(state: PhoneState): Step {
  if (isLive(state) || state.status === 'asking') return [state, []];
  if (state.status === 'waiting') return connect(state);
  return [
    { ...state, status: 'asking', problem: undefined, attempts: 0, isShaky: false },
    [{ type: 'ask_microphone' }],
  ];
}

function turnOff(state: PhoneState): Step {
  const next: PhoneState = { ...initialPhone, isFeedOpen: state.isFeedOpen };
  if (state.status === 'off') return [next, []];
  return [
    next,
    [{ type: 'no_timer' }, { type: 'take_away' }, { type: 'close' }, { type: 'release_microphone' }],
  ];
}

function connect(state: PhoneState): Step {
  if (!state.isFeedOpen)
    return [
      { ...state, status: 'waiting', problem: 'feed', isShaky: false },
      [{ type: 'no_timer' }, { type: 'close' }],
    ];
  return [
    { ...state, status: 'connecting', isShaky: false },
    [{ type: 'open' }, { type: 'timer', ms: connectMs }],
  ];
}

// The server takes the sound of a desk away with its socket: it has to be offered anew.
function feedChanged(state: PhoneState): Step {
  if (state.isFeedOpen) return state.status === 'waiting' ? connect(state) : [state, []];
  return isLive(state) || state.status === 'waiting' ? connect(state) : [state, []];
}

function told(state: PhoneState, event: Extract<PhoneEvent, { type: 'told' }>): Step {
  if (!isLive(state)) return [state, []];
  switch (event.what) {
    case 'connecting':
      return [state, event.sdp ? [{ type: 'answer', sdp: event.sdp }] : []];
    case 'ready':
      return [
        { ...state, status: 'ready', problem: undefined, attempts: 0, isShaky: false },
        [{ type: 'no_timer' }],
      ];
    case 'lost':
      return retryLater(state, 'unreachable');
    case 'refused':
      return retryLater(state, 'refused');
    case 'replaced':
      return [
        { ...state, status: 'replaced', problem: undefined, isShaky: false },
        [{ type: 'no_timer' }, { type: 'close' }, { type: 'release_microphone' }],
      ];
  }
}

function transport(state: PhoneState, now: 'connected' | 'disconnected' | 'failed'): Step {
  if (!isLive(state)) return [state, []];
  if (now === 'failed') return retryLater(state, 'unreachable');
  if (state.status !== 'ready') return [state, []];
  if (now === 'disconnected') return [{ ...state, isShaky: true }, [{ type: 'timer', ms: shakyMs }]];
  return [{ ...state, isShaky: false }, [{ type: 'no_timer' }]];
}

function due(state: PhoneState): Step {
  if (state.status === 'waiting') return connect(state);
  if (state.status === 'connecting' || (state.status === 'ready' && state.isShaky))
    return retryLater(state, 'unreachable');
  return [state, []];
}

// The first time at once: a connection that worked until now most likely works again.
function retryLater(state: PhoneState, problem: Problem): Step {
  if (state.status === 'ready') {
    const [next, effects] = connect({ ...state, problem });
    return [next, effects];
  }
  const attempts = state.attempts + 1;
  const ms = Math.min(retryMs.most, retryMs.first * 2 ** (attempts - 1));
  return [
    { ...state, status: 'waiting', problem, attempts, isShaky: false },
    [{ type: 'close' }, { type: 'timer', ms }],
  ];
}
