// How a finished film is packed, and how carefully it is encoded.

export type Quality = 'draft' | 'standard' | 'high'
export type Format = 'mp4' | 'mov' | 'webm' | 'gif'
