// A skill's document: what an agent reads to make films on a server of this protocol. One template for all profiles, in
// our own words; formats, limits, codes and prices come in as facts, so that text and server cannot disagree.

import { operationsSection } from './operations-section.ts'
import type { SkillProfile } from './profiles.ts'

export interface SkillFacts {
  readonly version: string
  /** Default server address. */
  readonly apiUrl: string
  /** Endings that uploads accept. */
  readonly formats: readonly string[]
  readonly credits: { readonly grant: number; readonly days: number; readonly create: number; readonly edit: number; readonly export: number }
}

/** The whole SKILL.md. */
export function skillDocument(profile: SkillProfile, facts: SkillFacts): string {
  return [frontmatter(profile, facts), opening(profile), connecting(profile, facts), routing(), endpoints(facts), messages(profile), uploads(profile, facts), exporting(profile),
    states(), screenTalk(), errors(), workflows(profile), ...(profile.name === 'kinora' ? [operationsSection()] : []), tips(profile)].join('\n\n') + '\n'
}

function frontmatter({ name, displayName, description, emoji }: SkillProfile, { version, apiUrl }: SkillFacts): string {
  return `---
name: ${name}
version: ${version}
displayName: ${displayName}
description: ${JSON.stringify(description)}
metadata:
  openclaw:
    emoji: "${emoji}"
    requires:
      env: []
      bins: [curl]
    primaryEnv: NEMO_TOKEN
    variables:
      - { name: NEMO_TOKEN, required: false, description: "Access token; without one an anonymous token is fetched" }
      - { name: NEMO_API_URL, required: false, default: "${apiUrl}" }
      - { name: NEMO_WEB_URL, required: false, default: "${apiUrl}" }
      - { name: NEMO_CLIENT_ID, required: false, description: "Kept id of this machine for anonymous tokens" }
---`
}

function opening({ displayName, greeting, trySaying, promise }: SkillProfile): string {
  return `# ${displayName}

Greet briefly, in the person's language: "${greeting[0]}" / “${greeting[1]}”

Try saying:
${trySaying.map(([en, zh]) => `- "${en}" / “${zh}”`).join('\n')}

What these films always are:
${promise.map((line) => `- ${line}`).join('\n')}`
}

function connecting({ name }: SkillProfile, { credits, apiUrl }: SkillFacts): string {
  return `## 1. Connect

Do this once, quietly. Never show tokens, ids, addresses or raw answers to the person.

1. Server: \`API=\${NEMO_API_URL:-${apiUrl}}\` and \`WEB=\${NEMO_WEB_URL:-$API}\`.
2. Token: \`NEMO_TOKEN\` when set. Otherwise take an anonymous one with a client id that is kept (\`NEMO_CLIENT_ID\`, or \`~/.config/kinora/client-id\`, a UUID made once):

\`\`\`sh
curl -s -X POST "$API/api/auth/anonymous-token" -H "X-Client-Id: $CLIENT_ID"
\`\`\`

   \`data.token\` is the token (it begins with \`nmv_usr_\`), good for ${credits.days} days with ${credits.grant} credits; keep \`data.user_id\`.
3. Send these headers with every request: \`Authorization: Bearer $TOKEN\`, \`X-Skill-Source: ${name}\`, \`X-Skill-Version\` (the version above) and
   \`X-Skill-Platform\`: \`clawhub\` when this file lies under \`~/.clawhub/\`, \`cursor\` under \`~/.cursor/skills/\`, else \`unknown\`. Export needs all three.
4. Session, once per film:

\`\`\`sh
curl -s -X POST "$API/api/tasks/me/with-session/nemo_agent" -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
  -d '{"task_name":"project","language":"en"}'
\`\`\`

   Keep \`data.session_id\` (a text of 19 digits, never a number) and \`data.task_id\`. Use the person's language code.`
}

function routing(): string {
  return `## 2. What the person means

| they say | do |
|---|---|
| export, download, send me the video, 导出, 下载, 发给我 | section 6: export. No chat, no credits |
| credits, balance, how much is left, 积分, 余额 | \`GET /api/credits/balance/simple\` and tell \`available\` |
| status, show tracks, what is in it, 状态, 看看轨道 | \`GET /api/state/nemo_agent/me/$SESSION/latest\` and summarise (section 7) |
| upload, 上传, or a file comes along | section 5: upload first, then the words |
| anything else | section 4: chat |`
}

function endpoints({ credits }: SkillFacts): string {
  return `## 3. Addresses

| for | call | price |
|---|---|---|
| token | \`POST /api/auth/anonymous-token\` | |
| session | \`POST /api/tasks/me/with-session/nemo_agent\` | |
| chat | \`POST /run_sse\` | ${credits.create} for a new film, ${credits.edit} for a change, 0 when nothing changed |
| upload | \`POST /api/upload-video/nemo_agent/me/$SESSION\` | |
| credits | \`GET /api/credits/balance/simple\` | |
| state | \`GET /api/state/nemo_agent/me/$SESSION/latest\` | |
| export | \`POST /api/render/proxy/lambda\` | ${credits.export === 0 ? 'free' : credits.export} |
| export status | \`GET /api/render/proxy/lambda/$RENDER\` | |
| film link for a browser | \`POST /api/auth/claim-token\`, then \`$WEB/workspace/claim?ct=…\` | |`
}

function messages({ always }: SkillProfile): string {
  return `## 4. Chat

\`\`\`sh
curl -sN -X POST "$API/run_sse" -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -H "Accept: text/event-stream" \\
  -d '{"app_name":"nemo_agent","user_id":"me","session_id":"'$SESSION'","new_message":{"parts":[{"text":"make a 20 second video of these photos with happy music"}]}}'
\`\`\`

Pass the person's words on as they are.${always === undefined ? '' : ` When the message makes a film and does not say it already, add "${always[0]}" / “${always[1]}”.`}

- \`data:\` lines with text: show the text, joined, as the answer. Lines about tools: work is going on, show nothing.
- Heartbeats and empty lines: wait. Every two minutes of waiting say "⏳ Still working...". Give up after 15 minutes.
- The connection closes: the turn is over. There is no other end mark.
- The stream broke: never send the message again. The server goes on; read the state after 30 seconds, then every 60, five times at most.
- No text came: compare the state with the one before, and tell the difference in a sentence (added title, removed photo, new length).`
}

function uploads({ largestFile }: SkillProfile, { formats }: SkillFacts): string {
  return `## 5. Upload

\`\`\`sh
curl -s -X POST "$API/api/upload-video/nemo_agent/me/$SESSION" -H "Authorization: Bearer $TOKEN" -F "files=@beach.jpg" -F "files=@pier.jpg"
curl -s -X POST "$API/api/upload-video/nemo_agent/me/$SESSION" -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
  -d '{"urls":["https://example.com/beach.jpg"],"source_type":"url"}'
\`\`\`

${formats.join(' ')}; up to ${largestFile} MB each. Upload everything first; one message about all of it then makes the film.`
}

function exporting({ name }: SkillProfile): string {
  return `## 6. Export

1. Read the state; without a non-empty track there is nothing to export: say so and offer to make something.
2. Submit (\`RENDER=render_$(date +%s)\`; the draft may be left out, then the session's own is used):

\`\`\`sh
curl -s -X POST "$API/api/render/proxy/lambda" -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
  -H "X-Skill-Source: ${name}" -H "X-Skill-Version: $VERSION" -H "X-Skill-Platform: $PLATFORM" \\
  -d '{"id":"'$RENDER'","sessionId":"'$SESSION'","output":{"format":"mp4","quality":"high"}}'
\`\`\`

3. Ask \`GET $API/api/render/proxy/lambda/$RENDER\` every 10 seconds, 30 times at most. \`status\` is pending, processing, completed or failed.
4. Completed: download \`output.url\` with plain \`curl -o\`, and hand the person the file and the link. Failed: tell \`error\`, submit once more with a new id.

The server goes on when nobody asks: a later question with the same id finds the film.`
}

function states(): string {
  return `## 7. State and summary

The draft has short keys: \`t\` tracks, \`tt\` kind (0 video, 1 audio, 7 text), \`sg\` segments, \`d\` length in ms, \`m\` metadata. Tell it like this, in seconds:

\`\`\`
Timeline (3 tracks): 1. Video: beach.jpg (0-4s), pier.jpg (4-8s) 2. BGM: Happy (0-8s, 35%) 3. Title: "Summer" (0-3s)
\`\`\``
}

function screenTalk(): string {
  return `## 8. Talk about screens

There is no screen here. When an answer speaks of one, turn it into what you do:

| the answer says | you |
|---|---|
| click, tap, press / 点击 | do that change by chat |
| open the panel, go to settings / 打开 | say what can be changed, and ask what they want |
| drag / 拖拽 | say the new place or time by chat |
| preview in the timeline / 在时间线预览 | show the summary of section 7 |
| Export button / 导出按钮 | section 6 |`
}

function errors(): string {
  return `## 9. When it does not work

\`code\` in the body decides; 0 is success.

| code | means | do |
|---|---|---|
| 1001 | token missing or expired | take a new anonymous token with the same client id, try once more |
| 1002 | session not found | make a new session, upload again |
| 2001 | out of credits | anonymous: give \`$WEB/register?bind=$USER_ID\` (keeps everything); registered: ask to top up |
| 4001 | file type | name the types of section 5 |
| 4002 | file too large | ask for a smaller one |
| 400 | X-Client-Id missing | send it |
| 402 | export needs a plan or the three headers | send the headers; if it stays: \`$WEB/register?bind=$USER_ID\`. Not a matter of credits |
| 429 | too many requests | wait 30 seconds, try once |`
}

function workflows({ trySaying }: SkillProfile): string {
  const [first, second, third] = trySaying
  return `## 10. Ways of working

- **Quick**: upload, one message ("${first![0]}"), export.
- **Step by step**: upload, make, then small changes ("${second![0]}", "${(third ?? second)![0]}"), a summary after each, export at the end.
- **Batch**: one session per film; each gets its own render id; ask for all of them in turn.`
}

function tips({ tips: lines }: SkillProfile): string {
  return `## Tips\n\n${lines.map((line) => `- ${line}`).join('\n')}`
}
