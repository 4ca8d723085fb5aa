// A stand-in for the examining child whose files say what happens to it: it dies, hangs, waits until it is asked about
// another one too, or answers with its own number.

interface Question { readonly number: number; readonly job: { readonly file: { readonly name: string; readonly path: string } } }

const waiting: Question[] = []

process.on('message', (question: Question) => {
  const { name } = question.job.file
  if (name === 'dies') process.kill(process.pid, 'SIGSEGV')
  else if (name === 'waits') waiting.push(question)
  else if (name !== 'hangs') for (const one of [question, ...waiting.splice(0)]) answer(one)
})

function answer({ number, job: { file } }: Question): void {
  process.send?.({ number, outcome: { ok: false, faults: [{ code: 'answered', message: String(process.pid), path: file.path }] } })
}
