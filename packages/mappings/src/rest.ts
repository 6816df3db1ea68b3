/** The REST part of the tables alone, for programs that start often and speak no XML. */
export { ENVIRONMENT, type EnvironmentRow, HOSTS } from './identifiers.ts'
export { LEGACY_ROUTES } from './legacy-routes.ts'
export { REST_API } from './rest-api.ts'
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
