import type { Answered, ListOf, ListOptions, Method, Options } from './results.ts'

/** Options of `calls.create`. */
export interface CreateCallOptions extends Options {
  /** Default POST. */
  readonly answerMethod?: Method
  readonly ringUrl?: string
  readonly ringMethod?: Method
  readonly hangupUrl?: string
  readonly hangupMethod?: Method
  readonly fallbackUrl?: string
  /** Sent as `fallback_url`. */
  readonly fallbackAnswerUrl?: string
  readonly fallbackMethod?: Method
  readonly callerName?: string
  readonly sendDigits?: string
  readonly sendOnPreanswer?: boolean | string
  /** Seconds. */
  readonly timeLimit?: number | string
  /** Seconds. */
  readonly hangupOnRing?: number | string
  /** Seconds. */
  readonly ringTimeout?: number | string
  readonly machineDetection?: boolean | string
  /** Milliseconds, 2000 to 10000. */
  readonly machineDetectionTime?: number | string
  readonly machineDetectionUrl?: string
  readonly machineDetectionMethod?: Method
  readonly sipHeaders?: string
  /** Left out with a warning: Vobiz does not know it. */
  readonly parentCallUuid?: string
  /** Rejected when true. */
  readonly errorIfParentNotFound?: boolean | string
}

/** A call that was accepted. With several destinations `requestUuid` is one string on Vobiz, an array on Plivo. */
export interface CreatedCall extends Answered {
  readonly requestUuid: string
}

/** A finished call. */
export interface CallRecord extends Answered {
  readonly callUuid: string
  readonly fromNumber?: string
  readonly toNumber?: string
  readonly callDirection?: string
  /** Seconds. */
  readonly callDuration?: number
  /** Seconds. */
  readonly billDuration?: number
  readonly initiationTime?: string
  readonly answerTime?: string
  readonly endTime?: string
  readonly hangupCauseCode?: number
  readonly hangupCauseName?: string
  readonly hangupSource?: string
  readonly totalAmount?: string
}

/** A call in progress or in the queue. */
export interface LiveCall extends Answered {
  readonly callUuid: string
  readonly callStatus?: string
  readonly callerName?: string
  readonly direction?: string
  readonly from?: string
  readonly to?: string
  readonly requestUuid?: string
  readonly sessionStart?: string
}

/** Where a call goes on. */
export interface TransferOptions extends Options {
  readonly legs?: 'aleg' | 'bleg' | 'both'
  readonly alegUrl?: string
  readonly alegMethod?: Method
  readonly blegUrl?: string
  readonly blegMethod?: Method
}

/** A call by its UUID. */
export interface CallHandle {
  readonly id: string
  readonly callUuid: string
}

/** Methods of `client.calls`. */
export interface Calls {
  create(
    from: string,
    to: string | readonly string[],
    answerUrl: string,
    options?: CreateCallOptions,
  ): Promise<CreatedCall>
  /** Finished calls only. */
  get(callUuid: string): Promise<CallRecord>
  list(options?: ListOptions): Promise<ListOf<CallRecord>>
  hangup(callUuid: string): Promise<true>
  transfer(callUuid: string, options: TransferOptions): Promise<Answered & { readonly callUuids: readonly string[] }>
  record(
    callUuid: string,
    options?: Options,
  ): Promise<Answered & { readonly recordingId?: string; readonly url?: string }>
  stopRecording(callUuid: string, options?: Options): Promise<Answered>
  playMusic(callUuid: string, urls: string, options?: Options): Promise<Answered>
  stopPlayingMusic(callUuid: string): Promise<Answered>
  speakText(callUuid: string, text: string, options?: Options): Promise<Answered>
  stopSpeakingText(callUuid: string): Promise<Answered>
  sendDigits(callUuid: string, digits: string, options?: Options): Promise<Answered>
  cancel(requestUuid: string): Promise<Answered>
  listLiveCalls(options?: Options): Promise<readonly CallHandle[]>
  getLiveCall(callUuid: string): Promise<LiveCall>
  listQueuedCalls(): Promise<readonly CallHandle[]>
  getQueuedCall(callUuid: string): Promise<LiveCall>
  stream(callUuid: string, serviceUrl: string, options?: Options): Promise<Answered & { readonly streamId?: string }>
  stopStream(callUuid: string, streamId: string): Promise<Answered>
  stopAllStream(callUuid: string): Promise<Answered>
  getStream(callUuid: string, streamId: string): Promise<Answered>
  getAllStream(callUuid: string): Promise<Answered>
}
