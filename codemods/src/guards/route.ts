import { getKeyName, getStringValue, type NodeOf } from '../javascript/tree.ts'

const METHODS = /^(?:get|post|put|patch|delete|all|any|use|head|options)$/

/** The route a call registers, as `POST /voice/answer`; `undefined` for any other call. */
export function findRoute(call: NodeOf<'CallExpression'>): string | undefined {
  const { callee } = call
  if (callee.type !== 'MemberExpression') return undefined
  const method = getKeyName(callee.property, callee.computed) ?? ''
  if (method === 'route') return findRouteObject(call)
  if (method === 'addHook') return `HOOK ${getStringValue(call.arguments[0]) ?? '*'}`
  if (!METHODS.test(method) || call.arguments.length === 0) return undefined
  const [first] = call.arguments
  const path = getStringValue(first)
  if (path !== undefined)
    return call.arguments.length > 1 && isPath(path) ? `${method.toUpperCase()} ${path}` : undefined
  if (first?.type === 'TemplateLiteral' && call.arguments.length > 1)
    return `${method.toUpperCase()} ${first.quasis.map(({ value }) => value.raw).join('*')}`
  const chained = findChained(callee.object)
  if (chained !== undefined) return `${method.toUpperCase()} ${chained}`
  return method === 'use' ? 'USE *' : undefined
}

const isPath = (text: string): boolean => /^[/*]/.test(text)

/** `router.route('/x').post(…)`. */
function findChained(object: NodeOf<'MemberExpression'>['object']): string | undefined {
  if (object.type !== 'CallExpression' || object.callee.type !== 'MemberExpression') return undefined
  const method = getKeyName(object.callee.property, object.callee.computed) ?? ''
  if (method === 'route') return getStringValue(object.arguments[0])
  return METHODS.test(method) ? findChained(object.callee.object) : undefined
}

/** `fastify.route({ method: 'POST', url: '/x', preHandler, handler })`. */
function findRouteObject(call: NodeOf<'CallExpression'>): string | undefined {
  const [options] = call.arguments
  if (options?.type !== 'ObjectExpression') return undefined
  const read = (name: string): string | undefined => {
    for (const property of options.properties)
      if (property.type === 'ObjectProperty' && getKeyName(property.key, property.computed) === name)
        return getStringValue(property.value)
    return undefined
  }
  const path = read('url') ?? read('path')
  return path === undefined ? undefined : `${read('method') ?? 'ANY'} ${path}`
}
