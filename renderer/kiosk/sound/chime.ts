/** Notes in Hz, one after the other. */
const notes = {
  welcome: [659, 880],
  question: [587, 587],
  refusal: [330, 262],
} as const;

const noteSeconds = 0.14;
const volume = 0.12;

let context: AudioContext | null = null;

/** Plays two soft notes. Where there is no sound device, nothing happens. */
export function chime(kind: keyof typeof notes): void {
  context ??= new AudioContext();
  const { currentTime, destination } = context;
  for (const [index, frequency] of notes[kind].entries()) {
    const start = currentTime + index * noteSeconds;
    const oscillator = new OscillatorNode(context, { type: 'sine', frequency });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(volume, start + 0.015);
    gain.gain.exponentialRampToValueAtTime(0.001, start + noteSeconds * 1.6);
    oscillator.connect(gain).connect(destination);
    oscillator.start(start);
    oscillator.stop(start + noteSeconds * 1.7);
  }
}
