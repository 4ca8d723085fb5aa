// What `--json` prints: one object with snake_case keys, the same for every command that makes or measures a film. The
// shape is part of the product (README, "For programs"); a journey pins it. Pure: values in, values out.

import type { Check, FileReport, FileUse, MadeFilm, RenderResult } from '../studio/index.ts'

export function outputReport(report: FileReport): object {
  return {
    path: report.path, format: report.format, width: report.width, height: report.height,
    fps: rounded(report.framesPerSecond, 3), frames: report.frames, duration_s: rounded(report.durationSeconds, 3), bytes: report.bytes,
    ...(report.video && { video: {
      codec: report.video.codec, profile: report.video.profile, pix_fmt: report.video.pixelFormat, bitrate: report.video.bitrate,
      color_space: report.video.colorSpace, color_range: report.video.colorRange, keyframe_interval_s: rounded(report.video.keyframeIntervalSeconds, 3),
    } }),
    ...(report.audio && { audio: {
      codec: report.audio.codec, rate: report.audio.sampleRate, channels: report.audio.channels, duration_s: rounded(report.audio.durationSeconds, 3),
      lufs: rounded(report.audio.loudness, 1), true_peak: rounded(report.audio.truePeak, 1),
    } }),
    ...(report.fastStart !== undefined && { fast_start: report.fastStart }),
  }
}

export function renderReport(result: RenderResult): object {
  const { wallSeconds, cpuSeconds, stages } = result.timings
  return {
    output: outputReport(result.output),
    chunks: result.chunks,
    timings: { wall_s: rounded(wallSeconds, 3), cpu_s: rounded(cpuSeconds, 3), stages: Object.fromEntries(Object.entries(stages).map(([name, seconds]) => [name, rounded(seconds, 3)])) },
    checks: result.checks,
    warnings: result.warnings,
  }
}

export function filesReport(files: readonly FileUse[]): readonly object[] {
  return files.map(({ path, used, reason }) => ({ path, used, reason: reason ?? null }))
}

/** `--json` of make and demo. `draft` is the whole document, so that a program can go on from it. */
export function filmReport(film: MadeFilm): object {
  const { output, ...rest } = renderReport(film.render) as { output: object }
  return { ok: film.render.checks.every((check) => check.ok), output, draft: film.draft, reply: film.reply, ...(film.model && { model: film.model }), files: filesReport(film.files), ...rest }
}

/** Checks as lines for people: the failed ones, or one line that all passed. */
export function describeChecks(checks: readonly Check[]): string {
  const failed = checks.filter((check) => !check.ok)
  if (failed.length === 0) return checks.length === 0 ? '' : `Checked: ${checks.map((check) => check.name).join(', ')}.\n`
  return failed.map((check) => `Check failed: ${check.name}: ${check.detail}\n`).join('')
}

/** `film.mp4: 1920x1080, 30 fps, 30.0 s, 9.4 MB` */
export function describeOutput(report: FileReport): string {
  return `${report.path}: ${report.width}x${report.height}, ${rounded(report.framesPerSecond, 2)} fps, ${report.durationSeconds.toFixed(1)} s, ${describeBytes(report.bytes)}`
}

export function describeBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  const power = Math.min(3, Math.floor(Math.log2(bytes) / 10))
  return `${(bytes / 1024 ** power).toFixed(power === 1 ? 0 : 1)} ${['', 'KB', 'MB', 'GB'][power]}`
}

function rounded(value: number, digits: number): number | null {
  return Number.isFinite(value) ? Number(value.toFixed(digits)) : null
}
