import type { Answered, Options } from './results.ts'

/** Answer of an action on members; one member comes as an array too. */
export interface MemberAnswer extends Answered {
  readonly memberId?: string | readonly string[]
}

/** Methods of `client.conferences`. `memberId` is one id, a comma list or `all`. */
export interface Conferences {
  /** Vobiz answers an empty list even while rooms are live: never conclude that there is none. */
  list(): Promise<Answered & { readonly conferences?: readonly unknown[] }>
  /** Rejects with `ServerError` for a live room: Vobiz answers 200 with an error. */
  get(name: string): Promise<Answered>
  hangup(name: string): Promise<true>
  hangupAll(): Promise<Answered>
  hangupMember(name: string, memberId: string): Promise<MemberAnswer>
  kickMember(name: string, memberId: string): Promise<MemberAnswer>
  muteMember(name: string, memberId: string): Promise<MemberAnswer>
  unmuteMember(name: string, memberId: string): Promise<MemberAnswer>
  deafMember(name: string, memberId: string): Promise<MemberAnswer>
  undeafMember(name: string, memberId: string): Promise<MemberAnswer>
  playAudioToMember(name: string, memberId: string, url: string): Promise<MemberAnswer>
  stopPlayingAudioToMember(name: string, memberId: string): Promise<MemberAnswer>
  speakTextToMember(name: string, memberId: string, text: string, options?: Options): Promise<MemberAnswer>
  stopSpeakingTextToMember(name: string, memberId: string): Promise<MemberAnswer>
  /** Partial: no recording has been seen to come of it. */
  record(name: string, options?: Options): Promise<Answered>
  startRecording(name: string, options?: Options): Promise<Answered>
  stopRecording(name: string): Promise<Answered>
}
