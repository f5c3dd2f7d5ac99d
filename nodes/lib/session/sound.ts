// Owns the sound of one session: in which formats it goes and comes, and what waits to be sent while the line holds.
// Does not know how sound is read or converted: lib/sound does.

import { AgentError } from '../errors.js';
import type { AudioFormat, Command, ProviderEvent } from '../providers/provider.js';
import { Outgoing } from '../sound/outgoing.js';
import type { SessionEvent, Surroundings } from './surroundings.js';

type Audio = Extract<Command, { type: 'audio' }>;

/** Where a provider recommends no length of a frame. */
const FRAME_MS = 100;

export class SessionSound {
  #in: AudioFormat | undefined;
  #out: AudioFormat | undefined;
  #outgoing: Outgoing | undefined;

  constructor(
    private readonly key: string,
    private readonly around: Surroundings,
    private readonly transmit: (command: Audio) => AgentError | undefined,
    private readonly told: (event: SessionEvent) => void,
  ) {}

  get in(): AudioFormat | undefined {
    return this.#in;
  }

  get out(): AudioFormat | undefined {
    return this.#out;
  }

  /** The provider has said how it wants sound, and how it sends it. */
  begin({ audioIn: format, audioOut }: Extract<ProviderEvent, { type: 'ready' }>): void {
    const { clock, provider } = this.around;
    const frameMs = provider.capabilities.audioFrame?.ms ?? FRAME_MS;
    const send = (data: Buffer) => this.transmit({ type: 'audio', data });
    this.#in = format;
    this.#out = audioOut;
    this.#outgoing = format && new Outgoing({ format, frameMs, clock, send });
  }

  /** Resolves once it is spoken, which takes as long as it sounds. */
  say({ data, format }: Audio): Promise<AgentError | undefined> {
    if (this.#outgoing) return this.#outgoing.say({ data, ...(format ? { format } : {}) });
    // Nobody knows how this provider wants it: only whoever sends it may.
    const error = format ? new AgentError('sound.session') : this.transmit({ type: 'audio', data });
    return Promise.resolve(error);
  }

  /** The line goes: what was not spoken yet will not be. */
  end(): void {
    const milliseconds = this.#outgoing?.drop(new AgentError('sound.dropped', { key: this.key })) ?? 0;
    this.#outgoing = undefined;
    if (milliseconds > 0) this.told({ type: 'sound-dropped', milliseconds });
  }
}
