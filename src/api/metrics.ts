// Figures about the doors, for Prometheus. Labels are names from the contract, never anything that a client wrote.

import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

export interface Metrics {
  /** An answer has begun. */
  answered(route: string, status: number, seconds: number): void
  /** A stream, a socket or an upload has begun; call what comes back when it has ended. */
  began(kind: 'events' | 'socket' | 'upload'): () => void
  received(bytes: number): void
  sent(bytes: number): void
  /** In the text form that Prometheus reads. */
  text(): Promise<string>
  /** For figures of others (queues, renders). */
  readonly registry: Registry
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  // The delay of the loop is looked at ten times a second: a hundred times, as usual, was most of what an idle server did.
  collectDefaultMetrics({ register: registry, prefix: 'kinora_', eventLoopMonitoringPrecision: 100 })
  const registers = [registry]
  const requests = new Counter({ name: 'kinora_requests_total', help: 'Answers by route and status', labelNames: ['route', 'status'], registers })
  const seconds = new Histogram({ name: 'kinora_request_seconds', help: 'Seconds until an answer began', labelNames: ['route'], buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60], registers })
  const open = new Gauge({ name: 'kinora_open', help: 'Streams, sockets and uploads that are open', labelNames: ['kind'], registers })
  const received = new Counter({ name: 'kinora_upload_bytes_total', help: 'Bytes of files that came in', registers })
  const sent = new Counter({ name: 'kinora_download_bytes_total', help: 'Bytes of files that went out', registers })
  return {
    answered(route, status, took) {
      requests.inc({ route, status: String(status) })
      seconds.observe({ route }, took)
    },
    began(kind) {
      open.inc({ kind })
      let ended = false
      return () => {
        if (!ended) open.dec({ kind })
        ended = true
      }
    },
    received: (bytes) => received.inc(bytes),
    sent: (bytes) => sent.inc(bytes),
    text: () => registry.metrics(),
    registry,
  }
}
