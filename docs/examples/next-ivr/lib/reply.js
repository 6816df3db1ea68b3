export const reply = (document) => new Response(document, { headers: { 'content-type': 'application/xml' } })

export const refuse = () => new Response('Invalid signature', { status: 403 })
