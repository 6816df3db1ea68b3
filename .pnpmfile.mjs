/** Takes the workspace-only export condition out of a manifest when it is packed. */
const WORKSPACE_CONDITION = '@plivo-to-vobiz/source'

const strip = (value) =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([key]) => key !== WORKSPACE_CONDITION)
          .map(([key, inner]) => [key, strip(inner)]),
      )
    : value

export const hooks = {
  beforePacking: (manifest) => ({ ...manifest, exports: strip(manifest.exports) }),
}
