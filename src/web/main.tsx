// The page begins here: theme, then the app.

import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { showTheme } from './app/theme.ts'
import './styles/base.css'

// The draft room's schemas, loaded later, are walked and not compiled: the content security policy lets no text become code.
// Said where zod looks for it, since importing zod here would bring it into the first view; tests hear the browser complain.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
showTheme()
createRoot(document.getElementById('page')!).render(<App />)
