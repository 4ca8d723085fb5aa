// The front door of the skill client: a conversation with any server of the protocol, as the skill documents describe it.
export { platformOf, type Attribution } from './attribution.ts'
export { startConversation, type Conversation, type ConversationOptions, type Reply, type Skill } from './conversation.ts'
export { filesInWords } from './files-in-words.ts'
export { keepsakeFolder, keepsakesIn, type Keepsakes } from './keepsakes.ts'
export type { Language } from './routing.ts'
export { realTimes, type Times } from './times.ts'
