// Sounds made on the spot: two rising notes for an offer, one soft note for a message.
let context: AudioContext | undefined;

function note(audio: AudioContext, hertz: number, startS: number, lengthS: number, loudness: number): void {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.type = 'sine';
  oscillator.frequency.value = hertz;
  const start = audio.currentTime + startS;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(loudness, start + 0.015);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + lengthS);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + lengthS);
}

export function playChime(kind: 'offer' | 'message'): void {
  // Before the first click in the page a browser keeps silent.
  if (typeof AudioContext === 'undefined' || !navigator.userActivation.hasBeenActive) return;
  context ??= new AudioContext();
  const audio = context;
  void audio.resume().then(() => {
    if (kind === 'message') return note(audio, 660, 0, 0.25, 0.08);
    note(audio, 587, 0, 0.35, 0.2);
    note(audio, 880, 0.16, 0.5, 0.2);
  });
}
