// Our own REST, the account side: registering, tokens, credits. One list of routes.

import { z } from 'zod'
import { json, route } from './route.ts'
import { epoch, paging } from './shapes.ts'

const scope = z.enum(['read', 'write', 'upload', 'render', '*'])
const own = { family: 'own', access: 'token' } as const

const issued = z.strictObject({ token: z.string().describe('told once'), user: z.string(), scopes: z.array(scope), expiresAt: epoch.optional(), expiresIn: z.number().optional().describe('seconds') })
const account = z.object({ email: z.string().min(3).max(254), password: z.string().max(1000), bind: z.string().max(100).optional().describe('an anonymous user whose films and credits become this account\'s'), bindToken: z.string().max(200).optional().describe('proof: a token of that user') })
const token = z.strictObject({ id: z.string(), name: z.string().optional(), scopes: z.array(scope), createdAt: epoch, expiresAt: epoch.optional() })

const ledgerEntry = z.strictObject({
  kind: z.string(), amount: z.number(), createdAt: epoch, source: z.string().optional(), session: z.string().optional(), turn: z.strictObject({ id: z.string(), text: z.string() }).optional(), render: z.string().optional(), project: z.string().optional(),
})

export const accountRoutes = {
  register: route({ family: 'own', access: 'open', method: 'POST', path: '/api/v1/register', title: 'A new account', body: { kind: 'json', schema: account }, answer: json(issued, { status: 201 }), errors: ['email-taken', 'password-weak', 'message-invalid', 'claim-unknown', 'rate-limited', 'body-invalid'] }),
  login: route({ family: 'own', access: 'open', method: 'POST', path: '/api/v1/login', title: 'A token for e-mail and password', body: { kind: 'json', schema: account }, answer: json(issued), errors: ['login-failed', 'claim-unknown', 'rate-limited', 'body-invalid'] }),
  profile: route({ ...own, method: 'GET', path: '/api/v1/profile', title: 'Who I am', answer: json(z.strictObject({ user: z.string(), kind: z.enum(['anonymous', 'registered', 'operator']), email: z.string().optional(), plan: z.enum(['free', 'paid']), createdAt: epoch })) }),
  tokens: route({ ...own, method: 'GET', path: '/api/v1/tokens', title: 'My tokens, without their secrets', answer: json(z.strictObject({ tokens: z.array(token) })) }),
  createToken: route({
    ...own, method: 'POST', path: '/api/v1/tokens', title: 'One more token', body: { kind: 'json', schema: z.object({ name: z.string().min(1).max(100), scopes: z.array(scope).min(1), days: z.number().min(1).max(3650).optional() }) }, answer: json(issued, { status: 201 }),
    errors: ['scope-missing', 'body-invalid'],
  }),
  revokeToken: route({ ...own, method: 'DELETE', path: '/api/v1/tokens/{token}', title: 'End a token', about: 'Also answers 204 for what is not there.', answer: { kind: 'empty' } }),
  balance: route({ ...own, method: 'GET', path: '/api/v1/credits', scopes: ['read'], title: 'Credits', answer: json(z.strictObject({ available: z.number(), frozen: z.number(), total: z.number(), granted: z.number(), consumed: z.number() })) }),
  ledger: route({
    ...own, method: 'GET', path: '/api/v1/usage', scopes: ['read'], title: 'Every movement of credits, newest first', query: paging.extend({ from: z.coerce.number().optional(), to: z.coerce.number().optional() }), answer: json(z.strictObject({ total: z.number(), items: z.array(ledgerEntry) })),
  }),
  estimate: route({
    ...own, method: 'POST', path: '/api/v1/estimate', scopes: ['read'], title: 'What a message or an export would cost', body: { kind: 'json', schema: z.object({ session: z.string(), text: z.string().optional(), export: z.literal(true).optional() }) },
    answer: json(z.strictObject({ credits: z.number(), available: z.number(), enough: z.boolean() })), errors: ['session-unknown', 'message-invalid', 'body-invalid'],
  }),
}
