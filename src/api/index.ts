// The front door of api: the ways in. `createApi` puts one studio behind REST, event streams, WebSocket and pages;
// `createNetwork` is the guarded way out that the studio downloads by.

export { createApi, type Api, type ApiParts, type Listening } from './server.ts'
export { createNetwork, type NetworkOptions } from './network/network.ts'
export { openLocalFiles, type LocalFiles } from './mcp/local-files.ts'
export { serveStdio, type StdioOptions } from './mcp/stdio.ts'
export { createLog, type Log } from './log.ts'
export { createMetrics, type Metrics } from './metrics.ts'
export { defaultApiSettings, type ApiSettings, type EventForm } from './settings.ts'
export { contract } from './contract.ts'
export { everyTool as mcpTools } from './mcp/protocol.ts'
