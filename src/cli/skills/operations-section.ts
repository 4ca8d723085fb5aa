// The part of a skill's document about exact edits: the operations of the catalogue, each on a line. Only the skill that
// covers everything has it; the others change films by words.

import { operationSignature, taughtOperations } from '../../draft/index.ts'

export function operationsSection(): string {
  return `## 11. Exact edits

For a change that must be exact, and when words did not do it. Ids come from \`GET /api/v1/sessions/$SESSION\` (its \`version\`) and
\`GET /api/v1/sessions/$SESSION/versions/$VERSION\` (its \`draft\`); times are whole milliseconds; all or none is applied. \`…/operations/try\` only tells what would
change, \`POST /api/v1/sessions/$SESSION/undo\` with \`{}\` takes the last change back.

\`\`\`bash
curl -s -X POST "$API/api/v1/sessions/$SESSION/operations" -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
  -d '{"operations":[{"name":"set-title","title":"Urban Dreams"}]}'
\`\`\`

What each takes (\`?\`: may be left out; \`{…}\`: more inside, \`GET /api/v1/operations\` has every schema):

\`\`\`
${taughtOperations().map(operationSignature).join('\n')}
\`\`\``
}
