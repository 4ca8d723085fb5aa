// A stand-in for the examining child whose files say what happens to it: it dies, hangs, or answers with its own number.

process.on('message', ({ file }: { file: { name: string; path: string } }) => {
  if (file.name === 'dies') process.kill(process.pid, 'SIGSEGV')
  else if (file.name !== 'hangs') process.send?.({ ok: false, faults: [{ code: 'answered', message: String(process.pid), path: file.path }] })
})
