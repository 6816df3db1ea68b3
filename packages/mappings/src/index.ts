/** Both vocabularies side by side: the only place that knows how Plivo and Vobiz name things. */
export { ATTRIBUTE } from './attribute-names.ts'
export { findEvent, findEventsOf, findParam } from './callback-lookup.ts'
export { EVENT, header, PARAM } from './callback-names.ts'
export { CONTRADICTIONS, type ContradictionRow, findContradiction } from './contradictions.ts'
export { ACCOUNT_ID, CUSTOM_HEADER_PREFIX, OWN_HEADER_PREFIX } from './custom-headers.ts'
export { DELIVERY, type DeliveryFailure, type DeliveryRow, getDelivery } from './delivery.ts'
export { ELEMENT } from './element-names.ts'
export { EVENTS, type EventKind, type EventRow } from './events.ts'
export { FOREIGN_PARAMS, type ForeignParamRow } from './foreign-params.ts'
export { HANGUP_CAUSES, type HangupCauseRow } from './hangup-causes.ts'
export { HEADERS, type HeaderRole, type HeaderRow, type ProviderName } from './headers.ts'
export {
  CSHARP_KEYWORDS,
  ENVIRONMENT,
  type EnvironmentRow,
  HOSTS,
  PHP_KEYWORDS,
  PYTHON_KEYWORDS,
  SDK_PACKAGES,
  SDK_UTILITY_TYPES,
  type SdkLanguage,
  type SdkPackageRow,
  type SdkUtilityRow,
  SIGNATURE_HELPERS,
  type SignatureArgument,
  type SignatureHelperRow,
} from './identifiers.ts'
export { INPUT_MARK } from './input-mark.ts'
export { LEGACY_ROUTES } from './legacy-routes.ts'
export { PARAMS, type ParamRow, type ParamType } from './params.ts'
export { PYTHON_METHODS, type PythonMethodRow } from './python-methods.ts'
export { PYTHON_GAPS, PYTHON_SDK, type PythonGapRow } from './python-sdk.ts'
export { REST_API } from './rest-api.ts'
export { REST_LIMITS, type RestLimitsRow } from './rest-limits.ts'
export { GAP_REASONS, ROUTE_GAPS } from './route-gaps.ts'
export { findGap, findRoute } from './route-lookup.ts'
export type {
  Conversion,
  Field,
  GapReason,
  LegacyRouteRow,
  ListShape,
  Repeat,
  RouteGapRow,
  RouteRow,
  RouteStatus,
  RouteStep,
  Target,
  Verb,
} from './route-row.ts'
export { ROUTES } from './routes.ts'
export type { Row, Status } from './row.ts'
export { SDK_NAMES, type SdkNamesRow } from './sdk-names.ts'
export { SIGNED_FIELDS, type SignedFieldRow } from './signed-fields.ts'
export { SOURCES, type SourceId } from './sources.ts'
export {
  STREAM_EVENT,
  STREAM_FIELDS,
  STREAM_FRAMES,
  type StreamFieldRow,
  type StreamFrameRow,
} from './stream-frames.ts'
export {
  CALL_STATUSES,
  type CallStatusRow,
  DEADLINES,
  DOCUMENT_LIMITS,
  HANGUP_OUTCOMES,
  type HangupOutcomeRow,
  LANGUAGES,
  type Outcome,
  SSML_SHOWN_BY_VOBIZ,
  VALUES,
  type ValueRow,
} from './values.ts'
export { CALL_PARAMS, findWebhookParams, WEBHOOK_PARAMS, type WebhookParamsRow } from './webhook-params.ts'
export { WEBHOOK_WORDS, type WebhookWordRow } from './webhook-words.ts'
export { ATTRIBUTES, type AttributeRow, type ConversionName, type EmitCondition } from './xml-attributes.ts'
export { ELEMENTS, type ElementRow, type PlivoElementName } from './xml-elements.ts'
export { findElement, getAttributes } from './xml-lookup.ts'
