/** Plays Plivo's or Vobiz's side of a call against an application on this machine. */
export { type Caller, type CallerOptions, createCaller } from './caller.ts'
export type { Row } from './compare/align.ts'
export { type Comparison, compareCalls } from './compare/compare-calls.ts'
export { callerSteps, type Difference } from './compare/find-differences.ts'
export { type Fact, findFact } from './compare/find-fact.ts'
export type { Line, LineRole } from './compare/to-lines.ts'
export { FAULTS, type Fault } from './fault/fault.ts'
export type { ProbeKind, ProbeOptions, ProbeResult } from './probe.ts'
export type { CallProvider } from './provider.ts'
export { listOtherReadings, READING_CHOICES, READINGS, type Readings } from './readings.ts'
export { renderHtml } from './render/html/page.ts'
export { type Paint, plain, type Tone } from './render/paint.ts'
export { renderProbe } from './render/probe-text.ts'
export { renderScenario } from './render/scenario-text.ts'
export { renderDifferences, renderSideBySide, type SideBySideOptions } from './render/side-by-side.ts'
export { renderTranscript, type TextOptions } from './render/transcript-text.ts'
export type { PlacedCall } from './rest/placed-call.ts'
export type { Rate } from './rest/rate.ts'
export { createRestStandIn, type RestStandIn, type RestStandInOptions, type StandInAccount } from './rest/stand-in.ts'
export type { RestReply, Seen } from './rest/wire.ts'
export { findScenario, listScenarios } from './scenario/included.ts'
export { parseScenario } from './scenario/parse-scenario.ts'
export { type RunOptions, runScenario, type ScenarioCall, type ScenarioResult } from './scenario/run-scenario.ts'
export type { Scenario } from './scenario/scenario.ts'
export type { CallScript, CallUrls, DialResult, Input, Recording } from './script.ts'
export { SimulatorError, type SimulatorErrorCode } from './simulator-error.ts'
export type {
  Exchange,
  Moment,
  Problem,
  ProblemCode,
  Reply,
  SentWebhook,
  Step,
  StepAction,
  Transcript,
} from './transcript.ts'
