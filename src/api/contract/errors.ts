// One table from what can go wrong to what a client is told: the number in `code` for each compatible family, and the HTTP
// status, which is the same at every door. Our own REST and pages tell the word itself.

import type { AnyCode } from './route.ts'

export interface ErrorRow {
  readonly status: number
  /** `code` of the skill API and of the job API. */
  readonly skill: number
  /** `code` of the gateway; the same unless given. */
  readonly gateway?: number
  /** When it happens, for the docs page. */
  readonly when: string
}

export const errorTable: Readonly<Record<AnyCode, ErrorRow>> = {
  'token-invalid': { status: 401, skill: 1001, gateway: 1010, when: 'The token is missing, unknown, expired, or was made for something else.' },
  'scope-missing': { status: 403, skill: 403, when: 'The token may not do this.' },
  'client-id-missing': { status: 400, skill: 400, when: 'X-Client-Id is missing or longer than 64 characters.' },
  'rate-limited': { status: 429, skill: 429, when: 'Too many requests; Retry-After says when to come back.' },
  'login-failed': { status: 401, skill: 1001, gateway: 1010, when: 'E-mail and password do not belong together.' },
  'email-taken': { status: 409, skill: 409, when: 'There is an account with this e-mail address.' },
  'password-weak': { status: 400, skill: 400, when: 'The password has fewer than 10 or more than 200 characters, or is a well-known one.' },
  'session-unknown': { status: 404, skill: 1002, when: 'There is no such session, task or project for this user.' },
  'version-unknown': { status: 404, skill: 404, when: 'The film has no such version.' },
  'turn-unknown': { status: 404, skill: 404, when: 'There is no such turn.' },
  'asset-unknown': { status: 404, skill: 404, when: 'There is no such file.' },
  'render-unknown': { status: 404, skill: 404, when: 'There is no such render.' },
  'claim-unknown': { status: 404, skill: 404, when: 'The link is unknown or its time is over.' },
  'credits-short': { status: 403, skill: 2001, when: 'There are not enough credits.' },
  'export-blocked': { status: 402, skill: 402, when: 'A free account exports without the three attribution headers.' },
  'file-unsupported': { status: 415, skill: 4001, when: 'The file is not a photo, clip, sound or script that can be used.' },
  'file-too-large': { status: 413, skill: 4002, when: 'The file is larger than allowed.' },
  'storage-full': { status: 507, skill: 4002, when: 'All files of this user together are larger than allowed.' },
  'address-forbidden': { status: 400, skill: 400, when: 'The address is not a public http or https address.' },
  'download-failed': { status: 422, skill: 422, when: 'The address did not give the file.' },
  'upload-empty': { status: 400, skill: 400, when: 'No file came, or an empty one.' },
  'draft-missing': { status: 400, skill: 400, when: 'There is no film to export yet.' },
  'draft-invalid': { status: 422, skill: 422, when: 'The draft has faults; they are listed with their places.' },
  'operation-invalid': { status: 422, skill: 422, when: 'An operation does not fit the film; the faults say why.' },
  'version-conflict': { status: 409, skill: 409, when: 'The film has moved on since the version the caller knows.' },
  'render-taken': { status: 409, skill: 409, when: 'The render id belongs to another session; pick a new one.' },
  'render-not-ready': { status: 409, skill: 409, when: 'The film is not finished.' },
  'message-invalid': { status: 400, skill: 400, when: 'The message is empty or too long, or another text has not the form it must have.' },
  'turn-running': { status: 409, skill: 409, when: 'A turn is running in this session.' },
  'render-failed': { status: 422, skill: 422, when: 'The render failed; the message says why.' },
  'unavailable': { status: 503, skill: 503, when: 'A part of the server is not there at the moment.' },
  'oauth-refused': { status: 400, skill: 400, when: 'Signing in was asked for in a way that the standard forbids; the body has its word for it.' },
  'connection-unknown': { status: 404, skill: 404, when: 'No such program acts for this user.' },
  'path-unknown': { status: 404, skill: 404, when: 'There is no such path.' },
  'method-unknown': { status: 405, skill: 405, when: 'The path exists, but not with this method; Allow lists those that do.' },
  'body-malformed': { status: 400, skill: 400, when: 'The body is not what its content type says.' },
  'body-invalid': { status: 400, skill: 400, when: 'The body lacks something or has something of a wrong kind.' },
  'body-too-large': { status: 413, skill: 4002, when: 'The body is larger than this route reads.' },
  'body-type': { status: 415, skill: 4001, when: 'The content type is not one that this route reads.' },
  'body-slow': { status: 408, skill: 408, when: 'The body came so slowly that it was not waited for.' },
  'query-invalid': { status: 400, skill: 400, when: 'A query parameter is missing or of a wrong kind.' },
  'upload-unknown': { status: 404, skill: 404, when: 'There is no such resumable upload.' },
  'upload-offset': { status: 409, skill: 409, when: 'The offset is not where the upload stands.' },
  'upload-version': { status: 412, skill: 412, when: 'The client speaks another version of the upload protocol than 1.0.0.' },
  'link-expired': { status: 403, skill: 403, when: 'The signed address is over or was changed.' },
  'range-invalid': { status: 416, skill: 416, when: 'The range lies outside the file.' },
  'unexpected': { status: 500, skill: 500, when: 'Something broke on our side; the request id names it in the log.' },
}

/** What every route may answer, besides its own. */
export const commonErrors: readonly AnyCode[] = ['rate-limited', 'unexpected', 'unavailable']
