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

/** The whole SKILL.md; `platform` is where it lies, when that is known. */
export function skillDocument(profile: SkillProfile, facts: SkillFacts, platform = 'unknown'): string {
  return [frontmatter(profile, facts), opening(profile), connecting(profile, facts, platform), routing(), endpoints(facts), uploads(profile, facts), messages(profile, facts), exporting(profile, facts),
    states(profile, facts), screenTalk(), errors(), workflows(profile), ...(profile.name === 'kinora' ? [operationsSection()] : []), tips(profile)].join('\n\n') + '\n'
}

/** Who is calling, spelled out in every example: each must work when it is copied alone. */
function speaker({ name }: SkillProfile, { version }: SkillFacts): string {
  return `-H "Authorization: Bearer $TOKEN" \\
  -H "X-Skill-Source: ${name}" -H "X-Skill-Version: ${version}" -H "X-Skill-Platform: $PLATFORM"`
}

const asJson = '-H "Content-Type: application/json"'

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

function connecting(profile: SkillProfile, facts: SkillFacts, platform: string): string {
  const { credits, apiUrl } = facts
  const place = platform === 'unknown' ? '    # clawhub when this file lies under ~/.clawhub/, cursor under ~/.cursor/skills/' : ''
  return `## 1. Connect

Do this once, quietly. Never show tokens, ids, addresses or raw answers to the person. The examples of this document make one script; a shell that forgets its
variables between two commands needs the first two blocks again, or the values themselves.

\`\`\`bash
API="\${NEMO_API_URL:-${apiUrl}}"; WEB="\${NEMO_WEB_URL:-$API}"
PLATFORM=${platform}${place}
field() { grep -o "\\"$1\\":\\"[^\\"]*\\"" | head -n 1 | cut -d '"' -f 4; }
\`\`\`

Token: \`NEMO_TOKEN\` when it is set. Otherwise an anonymous one, kept together with its client id: a server gives one for each client id in ${credits.days} days.

\`\`\`bash
KEPT="$HOME/.config/kinora"; mkdir -p "$KEPT"; chmod 700 "$KEPT"
[ -s "$KEPT/agent-id" ] || od -An -N16 -tx1 /dev/urandom | tr -d ' \\n' > "$KEPT/agent-id"
CLIENT_ID="\${NEMO_CLIENT_ID:-$(cat "$KEPT/agent-id")}"
[ -n "$NEMO_TOKEN" ] || grep -qs nmv_usr_ "$KEPT/agent.json" || curl -s -X POST "$API/api/auth/anonymous-token" -H "X-Client-Id: $CLIENT_ID" > "$KEPT/agent.json"
TOKEN="\${NEMO_TOKEN:-$(field token < "$KEPT/agent.json")}"; USER_ID="$(field user_id < "$KEPT/agent.json" 2>/dev/null)"
\`\`\`

It begins with \`nmv_usr_\` and is good for ${credits.days} days and ${credits.grant} credits. The headers \`X-Skill-Source\`, \`X-Skill-Version\` and \`X-Skill-Platform\` go with every request:
the server keeps this skill's promises by them, and no export works without all three.

Session, once per film, in the person's language:

\`\`\`bash
SESSION="$(curl -s -X POST "$API/api/tasks/me/with-session/nemo_agent" ${speaker(profile, facts)} \\
  ${asJson} -d '{"task_name":"project","language":"en"}' | field session_id)"
\`\`\`

\`session_id\` is a text of 19 digits, never a number.`
}

function routing(): string {
  return `## 2. What the person means

| they say | do |
|---|---|
| export, download, send me the video, 导出, 下载, 发给我 | section 6: export. No chat, no credits |
| credits, balance, how much is left, 积分, 余额 | \`GET /api/credits/balance/simple\` and tell \`available\` |
| status, show tracks, what is in it, 状态, 看看轨道 | \`GET /api/state/nemo_agent/me/$SESSION/latest\` and summarise (section 7) |
| upload, 上传, or a file comes along | section 4: upload first, then the words |
| anything else | section 5: chat |`
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

function uploads(profile: SkillProfile, facts: SkillFacts): string {
  return `## 4. Upload

\`\`\`bash
curl -s -X POST "$API/api/upload-video/nemo_agent/me/$SESSION" ${speaker(profile, facts)} \\
  -F "files=@beach.jpg" -F "files=@pier.jpg"
\`\`\`

What lies at an address is fetched by the server:

\`\`\`bash
curl -s -X POST "$API/api/upload-video/nemo_agent/me/$SESSION" ${speaker(profile, facts)} \\
  ${asJson} -d '{"urls":["https://example.com/harbour.jpg"],"source_type":"url"}'
\`\`\`

${facts.formats.join(' ')}; up to ${profile.largestFile} MB each. Upload everything first; one message about all of it then makes the film.`
}

function messages(profile: SkillProfile, facts: SkillFacts): string {
  const { always, example } = profile
  return `## 5. Chat

\`\`\`bash
curl -sN -X POST "$API/run_sse" ${speaker(profile, facts)} \\
  ${asJson} -H "Accept: text/event-stream" \\
  -d '{"app_name":"nemo_agent","user_id":"me","session_id":"'"$SESSION"'","new_message":{"parts":[{"text":"${example}"}]}}'
\`\`\`

Pass the person's words on as they are.${always === undefined ? '' : ` When the message makes a film and does not say it already, add "${always[0]}" / “${always[1]}”.`}

- \`data:\` lines with text: show the text, joined, as the answer. Lines about tools: work is going on, show nothing.
- Heartbeats and empty lines: wait. Every two minutes of waiting say "⏳ Still working...". Give up after 15 minutes.
- The connection closes: the turn is over. There is no other end mark.
- The stream broke: never send the message again. The server goes on; read the state after 30 seconds, then every 60, five times at most.
- No text came: compare the state with the one before, and tell the difference in a sentence (added title, removed photo, new length).`
}

function exporting(profile: SkillProfile, facts: SkillFacts): string {
  return `## 6. Export

Read the state first (section 7); without a non-empty track there is nothing to export: say so and offer to make something. The draft may be left out here, then
the session's own is used.

\`\`\`bash
RENDER="render_$(date +%s)_$$"
curl -s -X POST "$API/api/render/proxy/lambda" ${speaker(profile, facts)} \\
  ${asJson} -d '{"id":"'"$RENDER"'","sessionId":"'"$SESSION"'","output":{"format":"mp4","quality":"high"}}'
\`\`\`

Then ask every 10 seconds, 30 times at most. \`status\` is pending, processing, completed or failed. Completed: fetch \`output.url\`, without the token, and hand the
person the file and the link. Failed: tell \`error\`, submit once more with a new id.

\`\`\`bash
for ASKED in $(seq 30); do
  ANSWER="$(curl -s "$API/api/render/proxy/lambda/$RENDER" ${speaker(profile, facts)})"
  case "$(echo "$ANSWER" | field status)" in completed|failed) break;; esac
  sleep 10
done
curl -s -o film.mp4 "$(echo "$ANSWER" | field url)"
\`\`\`

The server goes on when nobody asks: a later question with the same id finds the film. A link that opens the film in a browser, to watch and go on with it:

\`\`\`bash
echo "$WEB/workspace/claim?ct=$(curl -s -X POST "$API/api/auth/claim-token" ${speaker(profile, facts)} \\
  ${asJson} -d '{"session_id":"'"$SESSION"'"}' | field claim_token)"
\`\`\``
}

function states(profile: SkillProfile, facts: SkillFacts): string {
  return `## 7. State, credits and summary

\`\`\`bash
curl -s "$API/api/state/nemo_agent/me/$SESSION/latest" ${speaker(profile, facts)}
curl -s "$API/api/credits/balance/simple" ${speaker(profile, facts)}
\`\`\`

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
| 1001 | token missing or expired | \`rm "$KEPT/agent.json"\`, take a new anonymous token with the same client id, try once more |
| 1002 | session not found | make a new session, upload again |
| 2001 | out of credits | anonymous: give \`$WEB/register?bind=$USER_ID\` (keeps everything); registered: ask to top up |
| 4001 | file type | name the types of section 4 |
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
- **Batch**: one session and one upload per film, and each gets its own render: submit all of them, then ask for each in turn.`
}

function tips({ tips: lines }: SkillProfile): string {
  return `## Tips\n\n${lines.map((line) => `- ${line}`).join('\n')}`
}
